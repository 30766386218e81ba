//! What the page says: 日本語, やさしい日本語, English. Pure.

/// One thing in the three languages of the app.
pub type Words = (&'static str, &'static str, &'static str);

/// Over the page.
pub const TITLE: Words = ("わたしのデータ", "わたしの データ", "My data");
/// Yes.
pub const YES: Words = ("はい", "はい", "yes");
/// No.
pub const NO: Words = ("いいえ", "いいえ", "no");

/// How somebody felt.
pub const fn mood(mood: i64) -> Option<Words> {
    match mood {
        1 => Some(("とてもつらい", "とても つらい", "very hard")),
        2 => Some(("すこしつらい", "すこし つらい", "a little hard")),
        3 => Some(("ふつう", "ふつう", "all right")),
        4 => Some(("すこしいい", "すこし いい", "quite good")),
        5 => Some(("とてもいい", "とても いい", "very good")),
        _ => None,
    }
}

/// What a kind of thing is called.
pub fn part(name: &str) -> Words {
    PARTS
        .iter()
        .find(|(part, _)| *part == name)
        .map_or(("そのほか", "そのほか", "Other"), |(_, words)| *words)
}

/// What a column is called.
pub fn column(name: &str) -> Option<Words> {
    COLUMNS.iter().find(|(column, _)| *column == name).map(|(_, words)| *words)
}

/// Kind by kind.
const PARTS: [(&str, Words); 44] = [
    ("handovers", ("職員につないだこと", "しょくいんに つないだ こと", "What was passed on to staff")),
    ("mail_address", ("メールの宛先", "メールの あてさき", "mail address")),
    ("comfort_plan", ("わたしの安心メモ", "わたしの あんしんメモ", "comfort plan")),
    ("hello_rule", ("声をかけてほしい日", "こえを かけてほしい ひ", "when to say hello")),
    ("hellos", ("声かけ", "こえかけ", "hellos")),
    ("phones", ("お知らせが届く電話", "お知らせが とどく でんわ", "Phones that get notices")),
    ("notices", ("お知らせ", "お知らせ", "Notices")),
    ("notice_settings", ("お知らせの設定", "お知らせの せってい", "Notice settings")),
    ("shown_by_me", ("見せているもの", "みせている もの", "What I show")),
    ("seen_by_others", ("「見たよ」の返事", "「みたよ」の へんじ", "Who said they saw it")),
    ("seen_by_me", ("わたしの「見たよ」", "わたしの「みたよ」", "What I said I saw")),
    (
        "openness",
        ("緊急のときに見られるもの", "とても いそぐときに みられる もの", "What may be looked at in need"),
    ),
    ("looks_in_need", ("緊急のときの確認", "とても いそぐときの かくにん", "Looks in need")),
    ("typed_in_for_me", ("かわりに入れてもらったもの", "かわりに いれてもらった もの", "Typed in for me")),
    ("checkins", ("きろく", "きろく", "Check-ins")),
    ("wins", ("できたこと", "できたこと", "Small successes")),
    ("own_words", ("じぶんのことば", "じぶんの ことば", "My own words")),
    ("own_questions", ("じぶんの項目", "じぶんの こうもく", "My own questions")),
    ("limits", ("聴くときのきまり", "きくときの きまり", "My limits for listening")),
    ("selfcare_logs", ("じぶんの手入れ", "じぶんの ていれ", "Self-care log")),
    ("consultations", ("職員との相談", "しょくいんとの そうだん", "Consultations with staff")),
    ("consultations_open", ("これからの相談", "これからの そうだん", "Consultations to come")),
    ("supporter_card", ("わたしのカード", "わたしの カード", "My card")),
    ("listening_hours", ("聴いていた時間", "きいていた じかん", "When I listened")),
    ("talks_asked_for", ("話したいと伝えたこと", "はなしたいと つたえたこと", "Talks I asked for")),
    ("talks_held", ("聴いた話", "きいた はなし", "Talks I held")),
    ("talks_asked_of_me", ("わたしへのおねがい", "わたしへの おねがい", "Talks I was asked for")),
    ("not_matched_with", ("いまは会わない人", "いまは あわない ひと", "People I would rather not meet")),
    ("talks_planned", ("あとで話す約束", "あとで はなす やくそく", "Talks planned for later")),
    ("participations", ("集まり", "あつまり", "Gatherings I answered")),
    ("signals", ("集まりで送った合図", "あつまりで おくった あいず", "Signals I sent")),
    ("calendar_feeds", ("予定表へのつなぎ", "よていひょうへの つなぎ", "Calendar feeds")),
    ("invited_to", ("よばれている集まり", "よばれている あつまり", "Gatherings I am invited to")),
    ("gatherings_proposed", ("提案した集まり", "ていあんした あつまり", "Gatherings I proposed")),
    ("concerns", ("気になったこと", "きに なったこと", "What did not feel right")),
    (
        "concerns_open",
        (
            "気になったこと（返事を待っているもの）",
            "きに なったこと（へんじを まっている もの）",
            "What did not feel right, not answered yet",
        ),
    ),
    ("certificates", ("修了証", "しゅうりょうしょう", "Certificates")),
    ("trainings", ("研修", "けんしゅう", "Trainings")),
    ("employment", ("事業所との関係", "じぎょうしょとの かんけい", "My relation to the facility")),
    ("who_looked", ("だれが見たか", "だれが みたか", "Who looked")),
    ("me", ("わたし", "わたし", "Me")),
    ("roles", ("役割", "やくわり", "Roles")),
    ("sign_in", ("ログイン", "ログイン", "Signing in")),
    ("devices", ("使っている電話", "つかっている でんわ", "Devices")),
];

/// Column by column.
const COLUMNS: [(&str, Words); 79] = [
    ("proposed_at", ("聞かれたとき", "きかれた とき", "proposed")),
    ("agreed_at", ("「いいよ」と言ったとき", "「いいよ」と いった とき", "agreed")),
    ("author_name", ("つないだ人", "つないだ ひと", "proposed by")),
    ("accepted_by_name", ("受けた職員", "うけた しょくいん", "taken by")),
    ("local_date", ("日", "ひ", "day")),
    ("recurrence_day", ("日", "ひ", "day")),
    ("held_on", ("受けた日", "うけた ひ", "held on")),
    ("expires_on", ("期限", "きげん", "good until")),
    ("occurred_at", ("とき", "とき", "when")),
    ("received_at", ("届いたとき", "とどいた とき", "received")),
    ("at", ("とき", "とき", "when")),
    ("mood", ("気分", "きぶん", "how I felt")),
    ("energy", ("元気", "げんき", "energy")),
    ("words", ("ことば", "ことば", "words")),
    ("items", ("答え", "こたえ", "answers")),
    ("answers", ("答え", "こたえ", "answers")),
    ("note", ("メモ", "メモ", "note")),
    ("text", ("ないよう", "ないよう", "text")),
    ("title", ("名前", "なまえ", "title")),
    ("label", ("名前", "なまえ", "label")),
    ("kind", ("しゅるい", "しゅるい", "kind")),
    ("source", ("書きかた", "かきかた", "written")),
    ("body", ("ないよう", "ないよう", "content")),
    ("about", ("なにについて", "なにについて", "about")),
    ("about_name", ("だれについて", "だれについて", "about whom")),
    ("state", ("いまのようす", "いまの ようす", "state")),
    ("wish", ("してほしいこと", "してほしいこと", "wish")),
    ("mode", ("しかた", "しかた", "how")),
    ("modes", ("しかた", "しかた", "ways")),
    ("style", ("聴きかた", "ききかた", "style")),
    ("topics", ("話題", "わだい", "topics")),
    ("slots", ("聴ける曜日", "きける ようび", "hours of the week")),
    ("since", ("はじめ", "はじめ", "from")),
    ("until", ("おわり", "おわり", "until")),
    ("from_at", ("はじめ", "はじめ", "from")),
    ("until_at", ("おわり", "おわり", "until")),
    ("place", ("場所", "ばしょ", "place")),
    ("link", ("リンク", "リンク", "link")),
    ("asked_at", ("たのんだとき", "たのんだ とき", "asked")),
    ("sent_at", ("送ったとき", "おくった とき", "sent")),
    ("made_at", ("作ったとき", "つくった とき", "made")),
    ("read_at", ("読んだとき", "よんだ とき", "read")),
    ("created_at", ("作ったとき", "つくった とき", "made")),
    ("updated_at", ("直したとき", "なおした とき", "changed")),
    ("started_at", ("はじまり", "はじまり", "began")),
    ("began_at", ("はじまり", "はじまり", "began")),
    ("ended_at", ("おわり", "おわり", "ended")),
    ("closed_at", ("おわり", "おわり", "closed")),
    ("raised_at", ("伝えたとき", "つたえた とき", "raised")),
    ("ended_why", ("おわったわけ", "おわった わけ", "why it ended")),
    ("outcome", ("けっか", "けっか", "outcome")),
    ("relief", ("話したあと", "はなした あと", "afterwards")),
    ("acceptor_name", ("話した人", "はなした ひと", "with")),
    ("supporter_name", ("話す人", "はなす ひと", "with")),
    ("staff_name", ("職員", "しょくいん", "staff")),
    ("blocked_name", ("なまえ", "なまえ", "name")),
    ("by_name", ("見た人", "みた ひと", "who looked")),
    ("closed_by_name", ("答えた人", "こたえた ひと", "answered by")),
    ("thing", ("見たもの", "みた もの", "what")),
    ("ground", ("見られるわけ", "みられる わけ", "why they could")),
    ("shown", ("名前を見せる", "なまえを みせる", "name shown")),
    ("attended", ("行ったか", "いったか", "was there")),
    ("confirmed", ("職員のかくにん", "しょくいんの かくにん", "confirmed by staff")),
    ("reflection", ("ふりかえり", "ふりかえり", "afterthoughts")),
    ("wants_to_talk", ("話したい", "はなしたい", "would like to talk")),
    ("words_for_staff", ("職員にも見せる", "しょくいんにも みせる", "words also for staff")),
    ("tell_staff", ("職員に伝える", "しょくいんに つたえる", "tell staff")),
    ("take_home", ("持ち帰ること", "もちかえること", "what I take home")),
    ("file", ("ファイル", "ファイル", "file")),
    ("nickname", ("よび名", "よびな", "called")),
    ("legal_name", ("氏名", "しめい", "name in papers")),
    ("language", ("ことば", "ことば", "language")),
    ("joined_at", ("はじめた日", "はじめた ひ", "joined")),
    ("role", ("役割", "やくわり", "role")),
    ("granted_at", ("なった日", "なった ひ", "since")),
    ("device", ("電話", "でんわ", "device")),
    ("login_name", ("ログイン名", "ログインめい", "login name")),
    ("half_hours", ("時間（30分で1）", "じかん（30ぷんで 1）", "half hours")),
    ("employment", ("雇用", "こよう", "employment")),
];

#[cfg(test)]
mod tests {
    use super::PARTS;
    use crate::db::own::Take;
    use crate::own_data::own;

    #[test]
    fn every_kind_has_a_name_in_the_page() {
        for one in own().filter(|one| matches!(one.take, Take::Columns(_))) {
            assert!(PARTS.iter().any(|(part, _)| *part == one.part), "{}", one.part);
        }
        assert!(PARTS.iter().all(|(part, _)| own().any(|one| one.part == *part)));
    }
}
