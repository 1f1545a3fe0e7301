"""The 54 dated or datable statements of the two founding documents, and where each is held.

A row is the statement's number: event, its date, the founding document that must be among its
sources, and words that a claim or the summary must have ("" where the event itself says it).
"""

ISW = "isw-2025-06-10"
POST = "wapo-2024-10"

STATEMENTS: dict[int, tuple[str, str, str, str]] = {
    1: ("isw-labor-assessment", "2025-06-10", ISW, ""),
    2: ("putin-security-council", "2025-06-10", ISW, "unity of Russia's peoples"),
    3: ("putin-security-council", "2025-06-10", ISW, "Movement of the First, Yunarmiya"),
    5: ("putin-security-council", "2025-06-10", ISW, "balance ultranationalists"),
    6: ("isw-labor-assessment", "2025-06-10", ISW, "increase North Korean labor"),
    7: ("labor-migrant-agreement", "2025-06-04?", ISW, "Shoigu agreed on labor migrants"),
    8: ("shoigu-visit-2025-06-04", "2025-06-04", ISW, "Shoigu recently visited"),
    9: ("labor-migrant-agreement", "2025-06-04?", ISW, "sign contracts"),
    10: ("resolution-2397", "2017-12-22", ISW, "signatory"),
    11: ("worker-deadline", "2019-12-22", ISW, "by December 2019"),
    12: ("panel-veto", "2024-03-28", ISW, "March 2024"),
    13: ("isw-labor-assessment", "2025-06-10", ISW, "workforce or army"),
    14: ("defense-pact", "2024-06-19", ISW, "mutual defense treaties"),
    15: ("isw-labor-assessment", "2025-06-10", ISW, "transfers of military technology"),
    16: ("kursk-deployment", "2024-10/..", ISW, "fight alongside Russian forces"),
    17: ("isw-labor-assessment", "2025-06-10", ISW, "covert ways"),
    18: ("pow-exchange-2025-06-10", "2025-06-10", ISW, "second round"),
    19: ("pow-exchange-2025-06-09", "2025-06-09", ISW, "second round"),
    20: ("istanbul-round-2", "2025-06-02", ISW, ""),
    21: ("pow-exchange-2025-06-10", "2025-06-10", ISW, "unspecified number of wounded"),
    22: ("pow-exchange-2025-06-10", "2025-06-10", ISW, "more are expected to follow"),
    23: ("isw-labor-assessment", "2025-06-10", ISW, "near Vovchansk, Borova, Lyman and Toretsk"),
    26: ("zelensky-transfer-of-people", "2024-10-13", POST, ""),
    27: ("ukrainian-official-training", "2024-10-10~", POST, ""),
    28: ("kim-yong-hyun-highly-likely", "2024-10-08", POST, ""),
    29: ("kremlin-fake-denial", "2024-10-10", POST, "hoax"),
    30: ("donetsk-strike", "2024-10-03", POST, ""),
    31: ("sacred-war-message", "2024-08-15", POST, "sacred war"),
    32: ("defense-pact", "2024-06-19", POST, "this summer"),
    33: ("unga-aggression-vote", "2022-03-02", POST, "one of just four"),
    34: ("us-shell-purchase-charge", "2022-09-05/2022-09-06", POST, "Soviet-era munitions"),
    35: ("korean-war", "1950-06-25/1953-07-27", POST, "supported the North's invasion"),
    36: ("dud-shells-report", "2024-02-23", POST, "Lee Ho-ryung"),
    37: ("ukrainian-official-training", "2024-10-10~", POST, "new mobilization"),
    38: ("daily-nk-donbas-workers", "2024-01", POST, "150 workers"),
    39: ("khusnullin-builders", "2022-08-19", POST, "as far back as 2022"),
    40: ("matsegora-builders", "2022-07-18", POST, "asset"),
    41: ("novosibirsk-request", "2023-12-21", POST, "Luhansk"),
    43: ("border-closure", "2020-01-31/2020-02-03", POST, ""),
    45: ("bank-of-korea-estimate", "2024-07-26", POST, "shrank from 2020 to 2023"),
    46: ("border-reopening", "2023-08-26", POST, "trade with China"),
    48: ("khimki-worker-death", "2024-09-26?", POST, "under a bridge"),
    49: ("resolution-2375", "2017-09-11", POST, "new work permits"),
    50: ("worker-deadline", "2019-12-22", POST, "by the end of 2019"),
    51: ("resolution-2375", "2017-09-11", POST, "sixth nuclear test"),
    52: ("russia-explains-2397-vote", "2017-12-22", POST, "agreed to adhere"),
    53: ("workers-remain", "2020-01-23", POST, "remained in Russia"),
    54: ("unification-ministry-report", "2024-06-27", POST, "tourist or student visas"),
}

NOT_EVENTS: dict[int, str] = {
    4: "ISW's reading of Putin's rhetoric 'recently' before 10 June 2025: no date, and not about North Korea",
    24: "a sidebar of the page on displaced people, unrelated to the article",
    25: "the article itself: it is the source wapo-2024-10, with the month it can be dated to",
    42: "the long practice of sending lumberjacks and builders: no date; russia-midterm-report has the baseline",
    44: "sanctions mounting before the pandemic: no date; resolution-2375 and resolution-2397 are these sanctions",
    47: "working conditions as a lasting pattern: no date in the document",
}
