// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ignore_list.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

class TstIgnoreList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void globMatches_data();
    void globMatches();
    void manyStarsStayCheap();
    void pathIsIgnored_data();
    void pathIsIgnored();
    void entriesAreJudgedByTheirLastName();
    void theRuleIsNamedAsWritten();
    void lineEnds_data();
    void lineEnds();
    void warnings_data();
    void warnings();
    void limitsAreErrors();
    void theDefaultListWorks_data();
    void theDefaultListWorks();
    void theDefaultListHasNoWarnings();
};

void TstIgnoreList::globMatches_data()
{
    QTest::addColumn<Bytes>("pattern");
    QTest::addColumn<Bytes>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* pattern, const char* text, bool expected) {
        QTest::newRow(name) << Bytes(pattern) << Bytes(text) << expected;
    };
    row("a name is itself", "abc", "abc", true);
    row("a name is not its beginning", "abc", "abcd", false);
    row("case matters", "ABC", "abc", false);
    row("a star is nothing", "a*c", "ac", true);
    row("a star is much", "a*c", "abbbbc", true);
    row("a star goes back", "a*bc", "abcbbc", true);
    row("a leading star", "*.part", "x.part", true);
    row("a leading star is nothing", "*.part", ".part", true);
    row("a leading star needs the end", "*.part", "x.part1", false);
    row("a trailing star", "~*", "~x", true);
    row("a trailing star needs the beginning", "~*", "x~", false);
    row("two stars in a row are one", "a**b", "axxb", true);
    row("several stars", "*a*b*c*", "xxaxxbxxcxx", true);
    row("several stars need their order", "*a*b*c*", "cba", false);
    row("a question mark is one character", "a?c", "abc", true);
    row("a question mark is not none", "a?c", "ac", false);
    row("a question mark is not two", "a?c", "abbc", false);
    row("a question mark is a UTF-8 character", "a?c",
        "a\xC3\xA9"
        "c",
        true);
    row("a question mark is a UTF-8 character of four bytes", "?", "\xF0\x9F\x90\x9F", true);
    row("two question marks are not one character", "??", "\xC3\xA9", false);
    row("a star does not split a character", "*??", "\xC3\xA9", false);
    row("a question mark is a byte that is not UTF-8", "a?c",
        "a\xFF"
        "c",
        true);
    row("a question mark is the cut-off start of a character", "a?", "a\xF0", true);
    row("star and question mark ask for one at least", "*?", "", false);
    row("a star alone is everything", "*", "", true);
    row("brackets are characters", "[ab]", "a", false);
}

void TstIgnoreList::globMatches()
{
    QFETCH(Bytes, pattern);
    QFETCH(Bytes, name);
    QFETCH(bool, expected);
    QCOMPARE(Glob(pattern).matches(name), expected);
}

void TstIgnoreList::manyStarsStayCheap()
{
    // A search that tries every way to share out the stars would not come back in a lifetime.
    Bytes pattern;
    for (int i = 0; i < 100; ++i)
        pattern += "*a";
    QVERIFY(!Glob(pattern + "*b").matches(Bytes(255, 'a')));
}

void TstIgnoreList::pathIsIgnored_data()
{
    QTest::addColumn<Bytes>("rules");
    QTest::addColumn<Bytes>("path");
    QTest::addColumn<bool>("isDirectory");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* rules, const char* path, bool isDirectory, bool expected) {
        QTest::newRow(name) << Bytes(rules) << Bytes(path) << isDirectory << expected;
    };
    row("a name in the root", "cache", "cache", false, true);
    row("a name further down", "cache", "a/b/cache", false, true);
    row("a folder of that name", "cache", "a/cache", true, true);
    row("below a folder of that name", "cache", "a/cache/b/c", false, true);
    row("another name", "cache", "a/cache2", false, false);
    row("another case", "cache", "Cache", false, false);
    row("a pattern further down", "*.log", "a/b/x.log", false, true);
    row("below a folder that fits a pattern", "*.d", "a/conf.d/x", false, true);
    row("a slash in front: in the root", "/cache", "cache", true, true);
    row("a slash in front: not further down", "/cache", "a/cache", true, false);
    row("a slash in front: below it", "/cache", "cache/a", false, true);
    row("two names: from the root", "a/b", "a/b", false, true);
    row("two names: not further down", "a/b", "x/a/b", false, false);
    row("two names: below them", "a/b", "a/b/c/d", false, true);
    row("two names: not the first alone", "a/b", "a", true, false);
    row("a slash in front of two names changes nothing", "/a/b", "a/b", false, true);
    row("a slash behind: a folder", "cache/", "cache", true, true);
    row("a slash behind: not a file", "cache/", "cache", false, false);
    row("a slash behind: in the root only", "cache/", "a/cache", true, false);
    row("a slash behind: what is in the folder", "cache/", "cache/x", false, true);
    row("a star in a path", "a/*/c", "a/b/c", false, true);
    row("a star in a path is one name", "a/*/c", "a/b/b/c", false, false);
    row("a star in a path needs a name", "a/*/c", "a/c", false, false);
    row("a pattern at the end of a path", "a/*.tmp", "a/x.tmp", false, true);
    row("a pattern at the end of a path does not go down", "a/*.tmp", "a/b/x.tmp", false, false);
    row("all in a folder: its files", "a/*", "a/x", false, true);
    row("all in a folder: not its folders", "a/*", "a/b", true, false);
    row("all in a folder: nothing below its folders", "a/*", "a/b/x", false, false);
    row("all in a folder, with a slash: its folders", "a/*/", "a/b", true, true);
    row("the file of a name and the folder of a path", "/x/\nx", "x", false, true);
    row("a comment is no rule", "# cache\n#cache", "cache", false, false);
    row("a name that begins with a number sign", "/#recycle", "#recycle", true, true);
    row("empty lines are no rules", "\n\n  \n", "a", false, false);
    row("spaces inside a name", "My Test", "a/My Test/b", false, true);
    row("bytes that are not UTF-8", "\xE9t\xE9", "a/\xE9t\xE9", false, true);
    row("the last line without an end", "a\nb", "b", false, true);
    row("the service folder", "", ".sync", true, true);
    row("in the service folder", "", ".sync/Archive/x", false, true);
    row("a service folder further down is a folder like others", "", "a/.sync", true, false);
    row("a name that begins like the service folder", "", ".sync2", false, false);
    row("the root", "*", "", true, false);
    row("everything", "*", "a", false, true);
}

void TstIgnoreList::pathIsIgnored()
{
    QFETCH(Bytes, rules);
    QFETCH(Bytes, path);
    QFETCH(bool, isDirectory);
    QFETCH(bool, expected);
    const auto list = IgnoreList::parse(rules);
    QVERIFY(list);
    QCOMPARE(list->matches(path, isDirectory), expected);
    QCOMPARE(list->matchingRule(path, isDirectory).has_value(), expected);
}

void TstIgnoreList::entriesAreJudgedByTheirLastName()
{
    const IgnoreList list = IgnoreList::parse("cache\na/b\n*.log").value();
    QVERIFY(list.matchesEntry("x/cache", true));
    QVERIFY(list.matchesEntry("a/b", false));
    QVERIFY(list.matchesEntry("x/y.log", false));
    QVERIFY(list.matchesEntry(".sync", true));
    QVERIFY(!list.matchesEntry("cache/x", false)); // whoever walks never enters cache
    QVERIFY(!list.matchesEntry("a/b/c", false));
}

void TstIgnoreList::theRuleIsNamedAsWritten()
{
    const IgnoreList list = IgnoreList::parse("*.tmp\n/var/cache/\ncache\n").value();
    QCOMPARE(list.matchingRule("x/y.tmp", false).value(), Bytes("*.tmp"));
    QCOMPARE(list.matchingRule("var/cache/a.tmp", false).value(), Bytes("cache"));
    QCOMPARE(list.matchingRule("var/cache2", false), std::nullopt);
    QCOMPARE(list.matchingRule(".sync/ID", false).value(), Bytes("/.sync"));
    QCOMPARE(list.ruleCount(), size_t{3});
}

void TstIgnoreList::lineEnds_data()
{
    QTest::addColumn<Bytes>("rules");
    QTest::addColumn<Bytes>("path");
    QTest::addColumn<bool>("expected");
    QTest::newRow("Windows line ends are not part of the rules") << Bytes("a\r\nb\r\nc\r\n") << Bytes("b") << true;
    QTest::newRow("a Linux editor added a line to a Windows file") << Bytes("a\r\nb\r\nc\r\nd\n") << Bytes("b") << true;
    QTest::newRow("and that line counts") << Bytes("a\r\nb\r\nc\r\nd\n") << Bytes("d") << true;
    QTest::newRow("one carriage return among others is part of its rule")
        << Bytes("a\nIcon\r\nb\n") << Bytes("Icon\r") << true;
    QTest::newRow("so that a plain Icon is synced") << Bytes("a\nIcon\r\nb\n") << Bytes("Icon") << false;
    QTest::newRow("a byte order mark is not part of the first rule") << Bytes("\xEF\xBB\xBF"
                                                                              "a\nb\n")
                                                                     << Bytes("a") << true;
}

void TstIgnoreList::lineEnds()
{
    QFETCH(Bytes, rules);
    QFETCH(Bytes, path);
    QFETCH(bool, expected);
    QCOMPARE(IgnoreList::parse(rules).value().matches(path, false), expected);
}

void TstIgnoreList::warnings_data()
{
    QTest::addColumn<Bytes>("line");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char* name, const Bytes& line, bool kept) { QTest::newRow(name) << line << kept; };
    row("an empty name in a path", "a//b", false);
    row("the root itself", "/", false);
    row("the root twice", "//", false);
    row("a path that leaves the root", "../x", false);
    row("a path with a dot", "./x", false);
    row("a zero byte", Bytes("a\0b", 3), false);
    row("a name that is too long", Bytes(256, 'a'), false);
    row("a pattern that is too long for a name", Bytes(256, '?') + "*", false);
    row("Windows separators", "a\\b", true);
    row("a space at the end", "a ", true);
    row("a carriage return at the end of one line", "a\r", true);
}

void TstIgnoreList::warnings()
{
    QFETCH(Bytes, line);
    QFETCH(bool, kept);
    const IgnoreList list = IgnoreList::parse("first\n\n" + line + "\nlast\n").value();
    QCOMPARE(list.warnings().size(), size_t{1});
    QCOMPARE(list.warnings().front().line, size_t{3});
    QCOMPARE(list.ruleCount(), size_t{kept ? 3U : 2U});
    QVERIFY(list.matches("last", false));
    QVERIFY(list.warnings().front().text.find('\r') == Bytes::npos);
}

void TstIgnoreList::limitsAreErrors()
{
    QVERIFY(IgnoreList::parse(Bytes(kMaxIgnoreListBytes, 'a')).has_value());
    QVERIFY(IgnoreList::parse(Bytes(kMaxIgnoreListBytes + 1, 'a')).error().code == ErrorCode::InvalidArgument);
    Bytes rules;
    for (size_t i = 0; i < kMaxIgnoreRules; ++i)
        rules += "a" + std::to_string(i) + "\n";
    QCOMPARE(IgnoreList::parse(rules).value().ruleCount(), kMaxIgnoreRules);
    QVERIFY(IgnoreList::parse(rules + "b\n").error().code == ErrorCode::InvalidArgument);
    Bytes wrong;
    for (size_t i = 0; i < 2 * kMaxIgnoreWarnings; ++i)
        wrong += "a//b\n";
    QCOMPARE(IgnoreList::parse(wrong).value().warnings().size(), kMaxIgnoreWarnings);
}

void TstIgnoreList::theDefaultListWorks_data()
{
    QTest::addColumn<Bytes>("path");
    QTest::addColumn<bool>("expected");
    for (const char* name :
         {".DS_Store", ".Spotlight-V100", ".Trashes", "ehthumbs.db", "desktop.ini", "Thumbs.db", "~x", "x~",
          ".~lock.x.odt#", "x.part", "x.crdownload", "@eaDir", "@SynoResource", ".@__thumb", "Icon\r"})
        QTest::newRow(printable(name).c_str()) << ("a/" + Bytes(name)) << true;
    for (const char* name : {"Icon", "Icons", "parts", "x.txt", "@"})
        QTest::newRow(name) << ("a/" + Bytes(name)) << false;
}

void TstIgnoreList::theDefaultListWorks()
{
    QFETCH(Bytes, path);
    QFETCH(bool, expected);
    QCOMPARE(IgnoreList::parse(defaultIgnoreListText()).value().matches(path, false), expected);
}

void TstIgnoreList::theDefaultListHasNoWarnings()
{
    const IgnoreList list = IgnoreList::parse(defaultIgnoreListText()).value();
    QVERIFY(list.warnings().empty());
    QCOMPARE(list.ruleCount(), size_t{15});
}

QTEST_GUILESS_MAIN(TstIgnoreList)
#include "tst_ignore_list.moc"
