//! What opens in which state, written by hand: nothing here is read from the policy.

/// Who asks, in the order of the letters below.
pub(super) const VIEWS: [&str; 8] = ["anonymous", "はる", "なつ", "あおい", "すず", "もり", "かわ", "たに"];

/// To whom something is shown.
#[derive(Clone, Copy)]
pub(super) enum To {
    Staff,
    /// To あおい, who supports.
    Aoi,
    /// To whoever leads a gathering: なつ.
    Gathering,
}

/// What became of what was shown.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Since {
    /// It is still shown.
    Nothing,
    /// はる stopped it.
    Stopped,
    /// The last day has passed.
    RunOut,
}

/// A look in need that すず opened.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Need {
    None,
    /// It is open; what はる keeps open: check-ins, notes, the plan.
    Open([bool; 3]),
    /// すず closed it.
    Closed,
    /// Its time is over.
    Over,
}

/// One state of はる's diary and plan, and who sees what then.
pub(super) struct State {
    pub(super) name: &'static str,
    pub(super) shows: &'static [(&'static str, To)],
    /// Only the one check-in is shown.
    pub(super) one: bool,
    pub(super) since: Since,
    pub(super) need: Need,
    /// The doors that are not as in [`PRIVATE`].
    pub(super) opens: &'static [(&'static str, &'static str)],
}

/// Every door that something shown or opened opens, as it is when nothing is. For what a letter means see [`meaning`].
pub(super) const PRIVATE: &[(&str, &str)] = &[
    ("entry", "xA------"),
    ("shared entry", "x-------"),
    ("shared win", "x-------"),
    ("shared entry of before", "x-------"),
    ("shared list", "x0000000"),
    ("seen", "x-------"),
    ("trend", "x-------"),
    ("in need", "x-------"),
    ("plan", "x-------"),
    // The plan says itself that staff hear of a red sign.
    ("hello", "x---hhh-"),
    ("say hello", "x---ccc-"),
];

/// Whether the door is open, and what of はる's is in the answer; see `Planted`.
#[expect(clippy::match_same_arms, reason = "one row a letter, to be read beside the table")]
pub(super) fn meaning(letter: char) -> (bool, &'static str) {
    match letter {
        // Nobody is signed in; as if it did not exist.
        'x' | '-' => (false, ""),
        // An own check-in.
        'A' => (true, "inws"),
        // A check-in: mood; with words; with the note; with answers to own questions.
        'm' => (true, "i"),
        'w' => (true, "iw"),
        'n' => (true, "inw"),
        'q' => (true, "inqw"),
        // A list without anything in it; with the check-in; with the win; with both.
        '0' => (true, ""),
        'i' => (true, "i"),
        'j' => (true, "j"),
        'b' => (true, "ij"),
        // A win.
        'v' => (true, "jv"),
        // 「見たよ」.
        'y' => (true, "i"),
        // Moods only.
        't' => (true, ""),
        // The last 30 days, without notes; with them.
        'd' => (true, "ow"),
        'e' => (true, "Onoqw"),
        // The plan.
        'p' => (true, "fps"),
        // What staff read of a red sign; to have said it.
        'h' => (true, "f"),
        'c' => (true, ""),
        _ => panic!("{letter} means nothing"),
    }
}

/// As in [`PRIVATE`], and nothing happened.
const AS_PRIVATE: State =
    State { name: "private", shows: &[], one: false, since: Since::Nothing, need: Need::None, opens: &[] };

/// Everything, to everybody it can be shown to.
const ALL: &[(&str, To)] = &[
    ("note", To::Staff),
    ("wins", To::Staff),
    ("comfort_plan", To::Staff),
    ("note", To::Aoi),
    ("wins", To::Aoi),
    ("comfort_plan", To::Aoi),
    ("note", To::Gathering),
    ("wins", To::Gathering),
    ("comfort_plan", To::Gathering),
];

/// The first is the one that the others are measured by; in the last one a day passes.
#[rustfmt::skip]
pub(super) const STATES: &[State] = &[
    AS_PRIVATE,
    State {
        name: "the mood, to staff", shows: &[("mood", To::Staff)],
        opens: &[
            ("entry",        "xA--mmm-"),
            ("shared entry", "x---mmm-"),
            ("shared list",  "x000iii0"),
            ("seen",         "x---yyy-"),
            ("trend",        "x---ttt-"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "words, to staff", shows: &[("words", To::Staff)],
        opens: &[
            ("entry",        "xA--www-"),
            ("shared entry", "x---www-"),
            ("shared list",  "x000iii0"),
            ("seen",         "x---yyy-"),
            ("trend",        "x---ttt-"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "the note of one check-in, to staff", shows: &[("note", To::Staff)], one: true,
        opens: &[
            ("entry",        "xA--nnn-"),
            ("shared entry", "x---qqq-"),
            ("shared list",  "x000iii0"),
            ("seen",         "x---yyy-"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "wins, to staff", shows: &[("wins", To::Staff)],
        opens: &[
            ("shared win",   "x---vvv-"),
            ("shared list",  "x000jjj0"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "the plan, to staff", shows: &[("comfort_plan", To::Staff)],
        opens: &[("plan",    "x---ppp-")],
        ..AS_PRIVATE
    },
    State {
        name: "everything, to the supporter",
        shows: &[("note", To::Aoi), ("wins", To::Aoi), ("comfort_plan", To::Aoi)],
        opens: &[
            ("entry",        "xA-n----"),
            ("shared entry", "x--q----"),
            ("shared win",   "x--v----"),
            ("shared list",  "x00b0000"),
            ("seen",         "x--y----"),
            ("trend",        "x--t----"),
            ("plan",         "x--p----"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "everything, to a gathering",
        shows: &[("note", To::Gathering), ("wins", To::Gathering), ("comfort_plan", To::Gathering)],
        opens: &[
            ("entry",        "xAn-----"),
            ("shared entry", "x-q-----"),
            ("shared win",   "x-v-----"),
            ("shared list",  "x0b00000"),
            ("seen",         "x-y-----"),
            ("trend",        "x-t-----"),
            ("plan",         "x-p-----"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "everything, to everybody", shows: ALL,
        opens: &[
            ("entry",        "xAnnnnn-"),
            ("shared entry", "x-qqqqq-"),
            ("shared win",   "x-vvvvv-"),
            ("shared list",  "x0bbbbb0"),
            ("seen",         "x-yyyyy-"),
            ("trend",        "x-ttttt-"),
            ("plan",         "x-ppppp-"),
        ],
        ..AS_PRIVATE
    },
    State { name: "all of it stopped", shows: ALL, since: Since::Stopped, ..AS_PRIVATE },
    State {
        name: "in need, as it is before anybody chooses", need: Need::Open([true, false, true]),
        opens: &[
            ("in need",      "x---d---"),
            ("plan",         "x---p---"),
        ],
        ..AS_PRIVATE
    },
    State {
        name: "in need, with notes and without the plan", need: Need::Open([true, true, false]),
        opens: &[("in need", "x---e---")],
        ..AS_PRIVATE
    },
    State {
        name: "in need, check-ins closed", need: Need::Open([false, true, true]),
        opens: &[("plan",    "x---p---")],
        ..AS_PRIVATE
    },
    State { name: "in need, everything closed", need: Need::Open([false, false, false]), ..AS_PRIVATE },
    State { name: "in need, closed again", need: Need::Closed, ..AS_PRIVATE },
    State { name: "in need, its time over", need: Need::Over, ..AS_PRIVATE },
    State { name: "all of it run out", shows: ALL, since: Since::RunOut, ..AS_PRIVATE },
];
