// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/json_reader.h"

#include <QTest>

using namespace shoal;
using namespace shoal::config;

class TstJsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errors_data();
    void errors();
    void values();
    void placesOfValues();
    void commentsKeepTheirLinesAndPlaces();
    void escapes_data();
    void escapes();
    void depthLimit();
    void sizeLimit();
};

void TstJsonReader::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const QByteArray& text, const char* error) {
        QTest::newRow(name) << text << QByteArray(error);
    };
    row("an empty file", "", "f:1:1: the file holds no settings; it must be one object in { and }");
    row("only comments", "// nothing\n/* here */\n",
        "f:3:1: the file holds no settings; it must be one object in { and }");
    row("a trailing comma in an object", "{\n  \"a\" : 1,\n}",
        "f:2:10: there is nothing between this comma and the } that follows; remove the comma");
    row("a trailing comma in a list", "{ \"a\" : [ 1, 2, ] }",
        "f:1:15: there is nothing between this comma and the ] that follows; remove the comma");
    row("a missing comma is named where it belongs", "{\n  \"a\" : 1\n  \"b\" : 2 }",
        "f:2:10: a comma or a } is missing here; a comma stands between two entries, } after the last");
    row("a missing comma in a list", "[ 1 2 ]",
        "f:1:4: a comma or a ] is missing here; a comma stands between two entries, ] after the last");
    row("an object that is not closed", "{ \"a\" : { \"b\" : 1 ", "f:1:9: this bracket is not closed; a } is missing");
    row("an object that is opened only", "\n {", "f:2:2: this bracket is not closed; a } is missing");
    row("a list that is not closed", "[ 1", "f:1:1: this bracket is not closed; a ] is missing");
    row("a list that is opened only", "[ ", "f:1:1: this bracket is not closed; a ] is missing");
    row("a key without quotes", "{ a : 1 }",
        "f:1:3: a key in double quotes is expected here; write it as \"key\" : value");
    row("a missing colon", "{ \"a\" 1 }", "f:1:6: a colon is missing after the key \"a\"; write \"key\" : value");
    row("a key without a value", "{ \"a\" : }",
        "f:1:9: a value is missing before this }; write it, or remove the key or comma");
    row("two commas", "[ 1,, 2 ]", "f:1:5: a value is missing before this ,; write it, or remove the key or comma");
    row("the end instead of a value",
        "{ \"a\" :", "f:1:8: the file ends where a value is expected; write it, or remove the key");
    row("single quotes", "{ \"a\" : 'b' }", "f:1:9: text is in single quotes; write it in double quotes");
    row("a shell comment", "{ \"a\" : # b\n1 }",
        "f:1:9: # does not begin a comment; comments begin with // or stand in /* and */");
    row("text that is not closed", "{ \"a\" : \"b\n }",
        "f:1:9: this text is not closed on its line; a double quote is missing");
    row("a comment that is not closed", "{\n /* \"a\" : 1 }\n", "f:2:2: this comment is not closed; end it with */");
    row("a tab in text", "{ \"a\tb\" : 1 }",
        "f:1:5: a control character stands in text; write \\t for a tab, \\n for a new line, \\u and four digits for "
        "others");
    row("a path with backslashes", "{ \"a\" : \"C:\\data\" }",
        "f:1:12: a backslash stands before a character that needs none; write \\\\ for a backslash");
    row("half a surrogate pair", "[ \"\\ud83d\" ]",
        "f:1:4: half of a surrogate pair stands alone; write the character itself");
    row("a short escape", "[ \"\\u12\" ]",
        "f:1:4: \\u is not followed by four hexadecimal digits; write for example \\u00e9");
    row("an escaped NUL", "[ \"\\u0000\" ]", "f:1:4: \\u0000 cannot stand in text; remove it");
    row("a number with a leading zero", "[ 022 ]", "f:1:3: a number begins with 0; write it without leading zeros");
    row("a number with letters", "[ 12kB ]", "f:1:3: this is not a number; write digits, and text in double quotes");
    row("a number that ends in a point", "[ 1. ]",
        "f:1:3: this is not a number; write digits, and text in double quotes");
    row("a word", "{ \"a\" : True }",
        "f:1:9: an unknown word stands here; write text in double quotes, or true or false in lower case");
    row("a secret without quotes is not repeated", "{ \"secret\" : AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA }",
        "f:1:14: an unknown word stands here; write text in double quotes, or true or false in lower case");
    row("another character", "{ \"a\" : \xC2\xBB }",
        "f:1:9: unexpected character \xC2\xBB; expected text in double quotes, a number, true, false, { or [");
    row("a key given twice", "{ \"dir\" : 1,\n  \"b\" : { \"dir\" : 2 },\n  \"dir\" : 3 }",
        "f:3:3: the key \"dir\" is given twice, first at line 1, column 3; keep one of them");
    row("a secret as a key given twice",
        "{\"AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA\":1,\"AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA\":1}",
        "f:1:40: the key (a key not shown because it looks like a secret) is given twice, first at line 1, column 2; "
        "keep "
        "one of them");
    row("two values", "{ }\n{ }",
        "f:2:1: there is text after the end of the settings; remove it, or remove the bracket that closes them too "
        "early");
    row("NUL", QByteArray("{ \"a\" : \"b\0\" }", 14), "f:1:11: the file holds a NUL byte; it must be text in UTF-8");
    row("Latin-1", "{\n\"a\" : \"caf\xE9\" }", "f:2:11: this byte is not UTF-8; save the file as UTF-8");
    row("UTF-16", "\xFF\xFE{", "f:1:1: the file is in UTF-16; save it as UTF-8");
    row("columns count characters, not bytes", "{ \"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\" : x }",
        "f:1:11: an unknown word stands here; write text in double quotes, or true or false in lower case");
    row("lines end with carriage return and line feed too", "{\r\n \"a\" : x }",
        "f:2:8: an unknown word stands here; write text in double quotes, or true or false in lower case");
    row("a byte order mark has no column", "\xEF\xBB\xBFx",
        "f:1:1: an unknown word stands here; write text in double quotes, or true or false in lower case");
}

void TstJsonReader::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, error);
    const auto document = readJson(text.toStdString(), "f");
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QByteArray::fromStdString(document.error().context), error);
}

void TstJsonReader::values()
{
    const auto document = readJson("{ \"t\" : true, \"f\" : false, \"z\" : null, \"n\" : -1.5e+3, \"s\" : \"text\", "
                                   "\"l\" : [ 0, [], {} ], \"o\" : { \"k\" : 7 } } // end",
                                   "f");
    QVERIFY(document);
    const auto& members = document->root.members;
    QCOMPARE(members.size(), size_t(7));
    QVERIFY(members[0].key == "t" && members[0].value.kind == JsonValue::Kind::Bool && members[0].value.boolean);
    QVERIFY(members[1].value.kind == JsonValue::Kind::Bool && !members[1].value.boolean);
    QVERIFY(members[2].value.kind == JsonValue::Kind::Null);
    QVERIFY(members[3].value.kind == JsonValue::Kind::Number && members[3].value.text == "-1.5e+3");
    QVERIFY(members[4].value.kind == JsonValue::Kind::Text && members[4].value.text == "text");
    QVERIFY(members[5].value.kind == JsonValue::Kind::List && members[5].value.items.size() == 3);
    QVERIFY(members[6].key == "o" && members[6].value.members.at(0).value.text == "7");
}

void TstJsonReader::placesOfValues()
{
    const auto document = readJson("/* first */ {\n\t\"k\xC3\xA9y\" :\n    [ 1,\n \"two\" ] }", "f");
    QVERIFY(document);
    QVERIFY((document->root.at == Position{1, 13}));
    const JsonMember& member = document->root.members.at(0);
    QVERIFY((member.keyAt == Position{2, 2}));
    QVERIFY((member.value.at == Position{3, 5}));
    QVERIFY((member.value.items.at(0).at == Position{3, 7}));
    QVERIFY((member.value.items.at(1).at == Position{4, 2}));
}

void TstJsonReader::commentsKeepTheirLinesAndPlaces()
{
    const auto document = readJson("//!/bin/x\r\n{ /* one\n * two */ \"a\" : \"// no comment\" }", "f");
    QVERIFY(document);
    QCOMPARE(document->comments.size(), size_t(3));
    QCOMPARE(document->comments[0].text, Bytes("!/bin/x"));
    QVERIFY((document->comments[0].at == Position{1, 3}));
    QCOMPARE(document->comments[1].text, Bytes(" one"));
    QVERIFY((document->comments[1].at == Position{2, 5}));
    QCOMPARE(document->comments[2].text, Bytes(" * two "));
    QVERIFY((document->comments[2].at == Position{3, 1}));
    QCOMPARE(document->root.members.at(0).value.text, Bytes("// no comment"));
}

void TstJsonReader::escapes_data()
{
    QTest::addColumn<QByteArray>("escaped");
    QTest::addColumn<QByteArray>("meaning");
    QTest::newRow("the short ones") << QByteArray("\\\"\\\\\\/\\b\\f\\n\\r\\t") << QByteArray("\"\\/\b\f\n\r\t");
    QTest::newRow("one byte") << QByteArray("\\u0041") << QByteArray("A");
    QTest::newRow("two bytes") << QByteArray("\\u00e9") << QByteArray("\xC3\xA9");
    QTest::newRow("three bytes") << QByteArray("\\u20AC") << QByteArray("\xE2\x82\xAC");
    QTest::newRow("a surrogate pair") << QByteArray("\\ud83d\\ude00") << QByteArray("\xF0\x9F\x98\x80");
}

void TstJsonReader::escapes()
{
    QFETCH(QByteArray, escaped);
    QFETCH(QByteArray, meaning);
    const auto document = readJson("\"" + escaped.toStdString() + "\"", "f");
    QVERIFY(document);
    QCOMPARE(QByteArray::fromStdString(document->root.text), meaning);
}

void TstJsonReader::depthLimit()
{
    const auto nested = [](int depth) {
        const auto count = static_cast<size_t>(depth);
        return readJson(Bytes(count, '[') + Bytes(count, ']'), "f");
    };
    QVERIFY(nested(kMaxDepth + 1));
    const auto tooDeep = nested(kMaxDepth + 2);
    QVERIFY(!tooDeep);
    QCOMPARE(tooDeep.error().context,
             Bytes("f:1:34: brackets are nested more than 32 deep; no key of a config file needs that"));
    QVERIFY(!readJson(Bytes(kMaxConfigBytes, '['), "f"));
}

void TstJsonReader::sizeLimit()
{
    QVERIFY(readJson("1" + Bytes(kMaxConfigBytes - 1, ' '), "f"));
    const auto tooLarge = readJson("1" + Bytes(kMaxConfigBytes, ' '), "f");
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.error().context, Bytes("f:1:1: the file is larger than 1024 KiB; is it a config file?"));
}

QTEST_GUILESS_MAIN(TstJsonReader)
#include "tst_json_reader.moc"
