BEGIN TRANSACTION;
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, part_of TEXT REFERENCES actors
  DEFERRABLE INITIALLY DEFERRED, role TEXT NOT NULL, same_as TEXT, imo TEXT, ofac TEXT) STRICT;
INSERT INTO "actors" VALUES('dprk','DPRK','state',NULL,'',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('russia','Russia','state',NULL,'',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('kremlin','Kremlin','organization','russia','',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('spokesman','Kremlin spokesman','person','kremlin','',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('seoul','South Korea','state',NULL,'',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('nis','NIS','organization','seoul','',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('kyiv','Ukraine','state',NULL,'',NULL,NULL,NULL);
INSERT INTO "actors" VALUES('institute','Institute','organization',NULL,'',NULL,NULL,NULL);
CREATE TABLE aliases (kind TEXT NOT NULL, id TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (kind, id, alias)) STRICT;
INSERT INTO "aliases" VALUES('actor','dprk','North Korea');
INSERT INTO "aliases" VALUES('actor','dprk','북한');
INSERT INTO "aliases" VALUES('actor','dprk','КНДР');
INSERT INTO "aliases" VALUES('actor','russia','Россия');
INSERT INTO "aliases" VALUES('actor','russia','러시아');
INSERT INTO "aliases" VALUES('actor','seoul','ROK');
INSERT INTO "aliases" VALUES('theme','labor','labour');
INSERT INTO "aliases" VALUES('place','pyongyang','평양');
INSERT INTO "aliases" VALUES('measure','soldiers-sent','troops deployed');
INSERT INTO "aliases" VALUES('measure','soldiers-sent','파병');
CREATE TABLE amounts (event TEXT NOT NULL, claim INTEGER NOT NULL, position INTEGER NOT NULL, measure TEXT NOT NULL
  REFERENCES measures, amount TEXT NOT NULL, low REAL, high REAL, about INTEGER NOT NULL, doubtful INTEGER NOT NULL,
  wording TEXT NOT NULL, words TEXT, why TEXT, PRIMARY KEY (event, claim, measure),
  FOREIGN KEY (event, claim) REFERENCES claims (event, position)) STRICT;
INSERT INTO "amounts" VALUES('deployment',2,0,'soldiers-sent','1500',1500.0,1500.0,0,0,'1,500',NULL,NULL);
INSERT INTO "amounts" VALUES('deployment',4,0,'soldiers-sent','2000..9999?',2000.0,9999.0,0,1,'several thousand','several thousand','the bounds are ours | not <b>said</b>');
INSERT INTO "amounts" VALUES('deployment',4,1,'mules-left','200..',200.0,NULL,0,0,'at least 200',NULL,NULL);
CREATE TABLE chronology (title TEXT NOT NULL, description TEXT NOT NULL, edition TEXT NOT NULL, sourced_until TEXT,
  license TEXT NOT NULL, query TEXT NOT NULL, as_of TEXT) STRICT;
INSERT INTO "chronology" VALUES('Mini chronology — every hard case','Invented events for the tests; nothing in it happened.','2025-12-31',NULL,'CC0-1.0','',NULL);
CREATE TABLE claims (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, actor TEXT NOT NULL REFERENCES
  actors, stance TEXT NOT NULL, says TEXT NOT NULL, date TEXT NOT NULL, earliest TEXT, latest TEXT, source TEXT
  REFERENCES sources, locator TEXT, via TEXT, basis TEXT, amounts_as_of TEXT, file TEXT, PRIMARY KEY
  (event, position)) STRICT;
INSERT INTO "claims" VALUES('deadline',0,'institute','asserts','The deadline was in December 2019.','2024-10','2024-10-01','2024-10-31','paper','p. 4',NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('deployment',0,'seoul','assesses','A dispatch is highly likely.','2024-10-08','2024-10-08','2024-10-08','paper',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('deployment',1,'spokesman','denies','It is a fake.','2024-10-10','2024-10-10','2024-10-10','paper',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('deployment',2,'nis','asserts','1,500 soldiers were shipped.','2024-10-18','2024-10-18','2024-10-18','agency',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('deployment',3,'kremlin','declines','It is our own business.','2024-10-24','2024-10-24','2024-10-24','paper',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('deployment',4,'russia','confirms','They helped, several thousand of them; at least 200 mules are left.','2025-04-26','2025-04-26','2025-04-26','paper-later',NULL,NULL,NULL,'2024-12~',NULL);
INSERT INTO "claims" VALUES('one-of-two',0,'kyiv','asserts','It happened.','2024-12-12','2024-12-12','2024-12-12','paper',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('one-of-two',1,'dprk','denies','It did not.','2024-12-13','2024-12-13','2024-12-13','paper-later',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "claims" VALUES('markup',0,'institute','assesses','Likely.','2025-04','2025-04-01','2025-04-30','paper-later',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE corrections (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, day TEXT NOT NULL,
  was TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (event, position)) STRICT;
CREATE TABLE event_actors (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, actor TEXT NOT NULL
  REFERENCES actors, doer INTEGER NOT NULL, PRIMARY KEY (event, position)) STRICT;
INSERT INTO "event_actors" VALUES('armistice',0,'dprk',0);
INSERT INTO "event_actors" VALUES('decade',0,'dprk',0);
INSERT INTO "event_actors" VALUES('decade',1,'russia',0);
INSERT INTO "event_actors" VALUES('resolution',0,'russia',0);
INSERT INTO "event_actors" VALUES('resolution',1,'dprk',0);
INSERT INTO "event_actors" VALUES('deadline',0,'dprk',0);
INSERT INTO "event_actors" VALUES('deadline',1,'russia',0);
INSERT INTO "event_actors" VALUES('pact',0,'dprk',0);
INSERT INTO "event_actors" VALUES('pact',1,'kremlin',1);
INSERT INTO "event_actors" VALUES('deployment',0,'dprk',1);
INSERT INTO "event_actors" VALUES('deployment',1,'russia',2);
INSERT INTO "event_actors" VALUES('unknown-end',0,'dprk',0);
INSERT INTO "event_actors" VALUES('one-of-two',0,'dprk',1);
INSERT INTO "event_actors" VALUES('korean-title',0,'dprk',0);
INSERT INTO "event_actors" VALUES('korean-title',1,'russia',0);
INSERT INTO "event_actors" VALUES('markup',0,'kyiv',0);
INSERT INTO "event_actors" VALUES('scheduled-deadline',0,'russia',0);
CREATE TABLE event_parties (event TEXT NOT NULL REFERENCES events, word TEXT NOT NULL, position INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors, PRIMARY KEY (event, word, position)) STRICT;
INSERT INTO "event_parties" VALUES('deployment','settled',0,'russia');
INSERT INTO "event_parties" VALUES('one-of-two','denied',0,'dprk');
CREATE TABLE event_places (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, place TEXT NOT NULL
  REFERENCES places, about INTEGER NOT NULL, PRIMARY KEY (event, position)) STRICT;
INSERT INTO "event_places" VALUES('pact',0,'pyongyang',0);
INSERT INTO "event_places" VALUES('deployment',0,'kursk',0);
INSERT INTO "event_places" VALUES('unknown-end',0,'kursk',0);
CREATE TABLE event_sources (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, source TEXT NOT NULL
  REFERENCES sources, PRIMARY KEY (event, position)) STRICT;
INSERT INTO "event_sources" VALUES('armistice',0,'book');
INSERT INTO "event_sources" VALUES('decade',0,'book');
INSERT INTO "event_sources" VALUES('resolution',0,'wire');
INSERT INTO "event_sources" VALUES('resolution',1,'record');
INSERT INTO "event_sources" VALUES('deadline',0,'record');
INSERT INTO "event_sources" VALUES('deadline',1,'wire');
INSERT INTO "event_sources" VALUES('deadline',2,'book');
INSERT INTO "event_sources" VALUES('pact',0,'paper');
INSERT INTO "event_sources" VALUES('pact',1,'agency');
INSERT INTO "event_sources" VALUES('deployment',0,'paper');
INSERT INTO "event_sources" VALUES('deployment',1,'agency');
INSERT INTO "event_sources" VALUES('deployment',2,'paper-later');
INSERT INTO "event_sources" VALUES('unknown-end',0,'agency');
INSERT INTO "event_sources" VALUES('one-of-two',0,'paper');
INSERT INTO "event_sources" VALUES('one-of-two',1,'paper-later');
INSERT INTO "event_sources" VALUES('korean-title',0,'agency');
INSERT INTO "event_sources" VALUES('korean-title',1,'paper-later');
INSERT INTO "event_sources" VALUES('markup',0,'paper-later');
INSERT INTO "event_sources" VALUES('scheduled-deadline',0,'paper-later');
CREATE TABLE event_themes (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, theme TEXT NOT NULL
  REFERENCES themes, PRIMARY KEY (event, position)) STRICT;
INSERT INTO "event_themes" VALUES('decade',0,'labor');
INSERT INTO "event_themes" VALUES('resolution',0,'labor');
INSERT INTO "event_themes" VALUES('deadline',0,'labor');
INSERT INTO "event_themes" VALUES('pact',0,'treaty');
INSERT INTO "event_themes" VALUES('deployment',0,'arms');
INSERT INTO "event_themes" VALUES('deployment',1,'treaty');
INSERT INTO "event_themes" VALUES('one-of-two',0,'arms');
INSERT INTO "event_themes" VALUES('korean-title',0,'labor');
INSERT INTO "event_themes" VALUES('markup',0,'labor');
INSERT INTO "event_themes" VALUES('scheduled-deadline',0,'treaty');
CREATE TABLE events (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, date TEXT NOT NULL, earliest TEXT,
  latest TEXT, start_kind TEXT NOT NULL, end_kind TEXT NOT NULL, date_text TEXT NOT NULL, date_basis TEXT,
  title TEXT NOT NULL, summary TEXT, kind TEXT NOT NULL, form TEXT, key INTEGER NOT NULL, status TEXT NOT NULL,
  settled TEXT, voices INTEGER NOT NULL, denied_on TEXT, record TEXT REFERENCES sources, verified TEXT,
  file TEXT NOT NULL) STRICT;
INSERT INTO "events" VALUES('armistice',0,'[..1953-07-27]',NULL,'1953-07-27','open','date','by 27 July 1953',NULL,'Something ends at the latest with the armistice','The start is not known.','event',NULL,0,'claimed',NULL,1,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('decade',1,'201X','2010-01-01','2019-12-31','date','date','2010s','the book names the decade only','Workers come in the 2010s','A decade, no more.','event',NULL,0,'claimed',NULL,1,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('resolution',2,'2017-12-22','2017-12-22','2017-12-22','date','date','22 December 2017',NULL,'Council orders workers home within 24 months','A first paragraph of the summary.

A second one, with a dash – and a price of 5 * 3 = 15.','event',NULL,1,'confirmed','record',2,NULL,'record','2025-12-30','mini');
INSERT INTO "events" VALUES('deadline',3,'2019-12-22','2019-12-22','2019-12-22','date','date','22 December 2019','24 months after the resolution','Deadline for sending workers home','The last day.','deadline',NULL,1,'confirmed','record',1,NULL,'record',NULL,'mini');
INSERT INTO "events" VALUES('pact',4,'2024-22','2024-06-01','2024-08-31','date','date','summer 2024',NULL,'Pact signed in summer','Only the season is given.','event',NULL,0,'reported',NULL,2,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('deployment',5,'2024-10/..','2024-10-01',NULL,'date','open','since October 2024','first shipments in October; the end is open','Troops are sent to Kursk','Denied at first, then acknowledged.','event',NULL,1,'confirmed','one',2,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('unknown-end',6,'2024-11/','2024-11-01',NULL,'date','unknown','from November 2024 (end unknown)',NULL,'Engineers arrive, for how long is not known','The end is unknown.','event',NULL,0,'claimed',NULL,1,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('one-of-two',7,'[2024-12-08,2024-12-11]','2024-12-08','2024-12-11','date','date','8 or 11 December 2024',NULL,'=SUM(A1) a title that looks like a formula','On the 8th or the 11th.','event',NULL,0,'disputed',NULL,1,'2024-12-13',NULL,NULL,'mini');
INSERT INTO "events" VALUES('korean-title',8,'2025-01-08/2025-01-13','2025-01-08','2025-01-13','date','date','8–13 January 2025',NULL,'북한 노동자 제2진, 평양에서 블라디보스토크로 🇰🇵 도착 보도','Корейские рабочие прибыли. 한국어 요약입니다. 전각 ＡＢＣ and é as é.','report',NULL,0,'claimed',NULL,1,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('markup',9,'2025-03~','2025-03-01','2025-03-31','date','date','about March 2025',NULL,'[bold]A *title* with <b>markup</b> | pipes_and_lines :smile: & 1. dots','- a dash first
# a hash first [^1] `code` $x$','statement',NULL,0,'assessed',NULL,1,NULL,NULL,NULL,'mini');
INSERT INTO "events" VALUES('scheduled-deadline',10,'2026-12-31','2026-12-31','2026-12-31','date','date','31 December 2026',NULL,'A deadline that is still to come','In the future.','deadline',NULL,0,'scheduled',NULL,1,NULL,NULL,NULL,'mini');
CREATE TABLE links (event TEXT NOT NULL REFERENCES events, position INTEGER NOT NULL, rel TEXT NOT NULL, target TEXT NOT
  NULL, PRIMARY KEY (event, position)) STRICT;
INSERT INTO "links" VALUES('deadline',0,'follows','resolution');
INSERT INTO "links" VALUES('deployment',0,'follows','pact');
CREATE TABLE measures (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, unit TEXT NOT NULL,
  counts TEXT NOT NULL, description TEXT NOT NULL, part_of TEXT REFERENCES measures
  DEFERRABLE INITIALLY DEFERRED) STRICT;
INSERT INTO "measures" VALUES('soldiers-sent',0,'Soldiers sent','people','cumulative','All who were shipped since the beginning; those of one ship are another matter.',NULL);
INSERT INTO "measures" VALUES('mules-left',1,'Mules left','people','at-the-time','Invented: a part of something else.','soldiers-sent');
CREATE TABLE members (body TEXT NOT NULL REFERENCES actors, position INTEGER NOT NULL, member TEXT NOT NULL, PRIMARY KEY
  (body, position)) STRICT;
CREATE TABLE offices (actor TEXT NOT NULL REFERENCES actors, position INTEGER NOT NULL, title TEXT NOT NULL,
  since TEXT NOT NULL, until TEXT, PRIMARY KEY (actor, position)) STRICT;
CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT NOT NULL, part_of TEXT REFERENCES places
  DEFERRABLE INITIALLY DEFERRED, latitude REAL, longitude REAL, same_as TEXT) STRICT;
INSERT INTO "places" VALUES('russia-territory','Russia (territory)',NULL,NULL,NULL,NULL);
INSERT INTO "places" VALUES('kursk','Kursk Oblast','russia-territory',51.73,36.19,NULL);
INSERT INTO "places" VALUES('pyongyang','Pyongyang',NULL,NULL,NULL,NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, date TEXT, url TEXT,
  language TEXT, accessed TEXT, archive TEXT, symbol TEXT, retracted TEXT, seen TEXT) STRICT;
INSERT INTO "sources" VALUES('record','United Nations','un-document','A resolution','2017-12-22','https://example.org/un/1?a=1&b=2',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sources" VALUES('wire','Reuters via The Daily','news','Workers must leave (by December), ministry says','2019-12-20','https://example.org/wire_(copy)|x','en',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sources" VALUES('paper','The Paper','news',NULL,'2024-10','https://example.org/paper',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sources" VALUES('paper-later','The Paper','news','Später: *bold* [link](x) <b>|</b>','2025-04-27','https://example.org/paper/later',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "sources" VALUES('agency','한국통신','news','북한군, 쿠르스크로','2024-10-18','https://example.org/agency','ko',NULL,'https://archive.example.org/agency',NULL,NULL,NULL);
INSERT INTO "sources" VALUES('book','University Press','think-tank','A book without a date',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE themes (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, finding TEXT,
  finding_date TEXT) STRICT;
INSERT INTO "themes" VALUES('labor','Labor','Work abroad.',NULL,NULL);
INSERT INTO "themes" VALUES('arms','Arms','Weapons.',NULL,NULL);
INSERT INTO "themes" VALUES('treaty','Treaty','The treaty.',NULL,NULL);
CREATE TABLE titles (event TEXT NOT NULL REFERENCES events, title TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY
  (event, until)) STRICT;
CREATE INDEX events_earliest ON events (earliest);
CREATE INDEX event_actors_actor ON event_actors (actor);
CREATE INDEX event_themes_theme ON event_themes (theme);
CREATE INDEX claims_actor ON claims (actor);
CREATE INDEX amounts_measure ON amounts (measure);
CREATE VIEW events_flat AS SELECT e.*,
  (SELECT group_concat(name, ', ') FROM (SELECT a.name FROM event_actors x JOIN actors a ON a.id = x.actor
    WHERE x.event = e.id ORDER BY x.position)) AS actors,
  (SELECT group_concat(name, ', ') FROM (SELECT t.name FROM event_themes x JOIN themes t ON t.id = x.theme
    WHERE x.event = e.id ORDER BY x.position)) AS themes,
  (SELECT group_concat(name, ', ') FROM (SELECT p.name FROM event_places x JOIN places p ON p.id = x.place
    WHERE x.event = e.id AND NOT x.about ORDER BY x.position)) AS places,
  (SELECT group_concat(url, ' ') FROM (SELECT s.url FROM event_sources x JOIN sources s ON s.id = x.source
    WHERE x.event = e.id ORDER BY x.position)) AS urls
  FROM events e ORDER BY e.position;
CREATE VIEW claims_flat AS SELECT c.event, e.title, c.date, a.name AS actor, c.via, c.stance, c.says, c.basis,
  s.publisher, s.url
  FROM claims c JOIN events e ON e.id = c.event JOIN actors a ON a.id = c.actor LEFT JOIN sources s ON s.id = c.source
  ORDER BY e.position, c.position;
CREATE VIEW figures_flat AS SELECT x.measure, m.name AS what, m.unit, m.counts,
  coalesce(c.amounts_as_of, c.date) AS as_of,
  x.amount, x.low, x.high, x.about, x.doubtful, x.wording, x.why, c.actor, a.name AS who, c.via, c.date AS said_on,
  x.event, e.title, c.source, s.publisher, s.url
  FROM amounts x JOIN claims c ON c.event = x.event AND c.position = x.claim JOIN measures m ON m.id = x.measure
  JOIN events e ON e.id = x.event JOIN actors a ON a.id = c.actor LEFT JOIN sources s ON s.id = c.source
  ORDER BY m.position, c.latest, e.position, c.position;
COMMIT;
