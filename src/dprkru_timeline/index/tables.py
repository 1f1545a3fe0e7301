"""The tables of our SQLite export, and the statements that make them, by which a file of ours is known."""

import re

SCHEMA = """
CREATE TABLE chronology (title TEXT NOT NULL, description TEXT NOT NULL, edition TEXT NOT NULL, sourced_until TEXT,
  license TEXT NOT NULL, query TEXT NOT NULL, as_of TEXT) STRICT;
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, part_of TEXT REFERENCES actors (id)
  DEFERRABLE INITIALLY DEFERRED, role TEXT NOT NULL, same_as TEXT, imo TEXT, ofac TEXT) STRICT;
CREATE TABLE members (body TEXT NOT NULL REFERENCES actors (id), position INTEGER NOT NULL, member TEXT NOT NULL,
  PRIMARY KEY (body, position)) STRICT;
CREATE TABLE offices (actor TEXT NOT NULL REFERENCES actors (id), position INTEGER NOT NULL, title TEXT NOT NULL,
  since TEXT NOT NULL, until TEXT, PRIMARY KEY (actor, position)) STRICT;
CREATE TABLE themes (id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, finding TEXT,
  finding_date TEXT) STRICT;
CREATE TABLE places (id TEXT PRIMARY KEY, name TEXT NOT NULL, part_of TEXT REFERENCES places (id)
  DEFERRABLE INITIALLY DEFERRED, latitude REAL, longitude REAL, same_as TEXT) STRICT;
CREATE TABLE measures (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, unit TEXT NOT NULL,
  counts TEXT NOT NULL, description TEXT NOT NULL, part_of TEXT REFERENCES measures (id)
  DEFERRABLE INITIALLY DEFERRED) STRICT;
CREATE TABLE aliases (kind TEXT NOT NULL, id TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (kind, id, alias)) STRICT;
CREATE TABLE sources (id TEXT PRIMARY KEY, publisher TEXT NOT NULL, kind TEXT NOT NULL, title TEXT, date TEXT, url TEXT,
  language TEXT, accessed TEXT, archive TEXT, symbol TEXT, retracted TEXT, seen TEXT) STRICT;
CREATE TABLE events (id TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, date TEXT NOT NULL, earliest TEXT,
  latest TEXT, start_kind TEXT NOT NULL, end_kind TEXT NOT NULL, date_text TEXT NOT NULL, date_basis TEXT,
  title TEXT NOT NULL, summary TEXT, kind TEXT NOT NULL, form TEXT, key INTEGER NOT NULL, status TEXT NOT NULL,
  settled TEXT, voices INTEGER NOT NULL, denied_on TEXT, record TEXT REFERENCES sources (id), verified TEXT,
  file TEXT NOT NULL) STRICT;
CREATE TABLE event_parties (event TEXT NOT NULL REFERENCES events (id), word TEXT NOT NULL, position INTEGER NOT NULL,
  actor TEXT NOT NULL REFERENCES actors (id), PRIMARY KEY (event, word, position)) STRICT;
CREATE TABLE titles (event TEXT NOT NULL REFERENCES events (id), title TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY
  (event, until)) STRICT;
CREATE TABLE corrections (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, day TEXT NOT NULL,
  was TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (event, position)) STRICT;
CREATE TABLE event_actors (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, actor TEXT NOT NULL
  REFERENCES actors (id), doer INTEGER NOT NULL, PRIMARY KEY (event, position)) STRICT;
CREATE TABLE event_themes (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, theme TEXT NOT NULL
  REFERENCES themes (id), PRIMARY KEY (event, position)) STRICT;
CREATE TABLE event_places (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, place TEXT NOT NULL
  REFERENCES places (id), about INTEGER NOT NULL, PRIMARY KEY (event, position)) STRICT;
CREATE TABLE event_sources (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, source TEXT NOT NULL
  REFERENCES sources (id), PRIMARY KEY (event, position)) STRICT;
CREATE TABLE claims (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, actor TEXT NOT NULL
  REFERENCES actors (id), stance TEXT NOT NULL, says TEXT NOT NULL, date TEXT NOT NULL, earliest TEXT, latest TEXT,
  source TEXT REFERENCES sources (id), locator TEXT, via TEXT, basis TEXT, amounts_as_of TEXT, file TEXT, PRIMARY KEY
  (event, position)) STRICT;
CREATE TABLE amounts (event TEXT NOT NULL, claim INTEGER NOT NULL, position INTEGER NOT NULL, measure TEXT NOT NULL
  REFERENCES measures (id), amount TEXT NOT NULL, low REAL, high REAL, about INTEGER NOT NULL,
  doubtful INTEGER NOT NULL, wording TEXT NOT NULL, words TEXT, why TEXT, PRIMARY KEY (event, claim, measure),
  FOREIGN KEY (event, claim) REFERENCES claims (event, position)) STRICT;
CREATE TABLE links (event TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, rel TEXT NOT NULL,
  target TEXT NOT NULL, PRIMARY KEY (event, position)) STRICT;
CREATE INDEX events_earliest ON events (earliest);
CREATE INDEX event_actors_actor ON event_actors (actor);
CREATE INDEX event_themes_theme ON event_themes (theme);
CREATE INDEX claims_actor ON claims (actor);
CREATE INDEX amounts_measure ON amounts (measure);
CREATE INDEX links_target ON links (target);
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
"""


def made_by(script: str) -> dict[str, str]:
    """Return the statements that make the tables of a script, by the names of these, as SQLite keeps them."""
    made = (one.strip().removesuffix(";") for one in script.split(";\n"))
    return {match[1]: one for one in made if (match := re.match(r"CREATE TABLE ([a-z_]+) ", one))}
