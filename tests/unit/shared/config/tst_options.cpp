// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/nearest.h"
#include "shared/config/json_reader.h"
#include "shared/config/option_reader.h"
#include "shared/config/options.h"
#include "shared/config/value_rules.h"

#include <QTest>
#include <set>

using namespace shoal;
using namespace shoal::config;

class TstOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableIsSound();
    void keysOfBtsyncAreKnown_data();
    void keysOfBtsyncAreKnown();
    void nearestKey_data();
    void nearestKey();
    void editDistances_data();
    void editDistances();
    void hosts_data();
    void hosts();
    void listsInText();
};

// A value of the option's type that does not ask for what happens anyway.
static Bytes valueFor(const Option& option)
{
    switch (option.type) {
    case ValueType::Bool:
        return option.quietValue == ByteView("false") ? "true" : "false";
    case ValueType::Integer:
    case ValueType::NumberText:
        return std::to_string(option.quietValue == ByteView(std::to_string(option.max)) ? option.min : option.max);
    case ValueType::Text:
    case ValueType::Anything:
        return "\"something\"";
    case ValueType::FolderPath:
        return "\"/a/b\"";
    case ValueType::Texts:
        return "[ \"something\" ]";
    case ValueType::HostTexts:
        return "[ \"192.0.2.7:1\" ]";
    case ValueType::HostList:
        return "\"192.0.2.7:1, [2001:db8::7]:2\"";
    case ValueType::Group:
    case ValueType::Shares:
        return option.type == ValueType::Group ? "{}" : "[]";
    case ValueType::Periods:
        return "[ { \"days\" : [ \"mon\" ], \"from\" : \"08:00\", \"to\" : \"17:00\", \"upload\" : 100 } ]";
    }
    return "";
}

static Bytes defaultAsJson(const Option& option)
{
    const bool quoted = option.type == ValueType::Text;
    return quoted ? '"' + Bytes(option.defaultValue) + '"' : Bytes(option.defaultValue);
}

void TstOptions::tableIsSound()
{
    std::set<std::pair<Scope, ByteView>> names;
    for (const Option& option : options()) {
        const QByteArray name(option.name.data(), static_cast<qsizetype>(option.name.size()));
        QVERIFY2(names.insert({option.scope, option.name}).second, name);
        QVERIFY2(findOption(option.scope, option.name) == &option, name);
        QVERIFY2(option.fate != Fate::Works || (option.notice.empty() && !option.quietValue), name);
        const size_t dot = option.name.find('.');
        const Option* group = dot == ByteView::npos ? nullptr : findOption(option.scope, option.name.substr(0, dot));
        QVERIFY2(dot == ByteView::npos || (group && group->type == ValueType::Group), name);
        QVERIFY2(option.fate == Fate::Works || !option.notice.empty() || (group && !group->notice.empty()), name);
        if (option.scope == Scope::Directive || option.defaultValue.empty())
            continue;
        Findings findings("f");
        const auto value = readJson(defaultAsJson(option), "f");
        QVERIFY2(value && checkValue(option, *&value->root, findings), name);
    }
}

void TstOptions::keysOfBtsyncAreKnown_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Option& option : options()) {
        if (option.scope == Scope::Instance)
            QTest::addRow("%s", Bytes(option.name).c_str()) << index;
        ++index;
    }
}

void TstOptions::keysOfBtsyncAreKnown()
{
    QFETCH(int, index);
    const Option& option = options()[static_cast<size_t>(index)];
    const auto document = readJson("{ \"" + Bytes(option.name) + "\" : " + valueFor(option) + " }", "f");
    QVERIFY(document);
    Findings findings("f");
    OptionReader reader(findings);
    const OptionValues values = reader.read(document->root, Scope::Instance);
    QVERIFY2(!findings.hasErrors(), findings.takeError().context.c_str());
    QVERIFY(values.given(option.name));
    const bool quiet = option.fate == Fate::Works || option.type == ValueType::Group;
    const std::vector<Bytes> notices = findings.takeNotices();
    QCOMPARE(notices.size(), size_t(quiet ? 0 : 1));
    if (!quiet)
        QVERIFY2(notices[0].starts_with("f:1:3: ") && notices[0].find(" is accepted: ") != Bytes::npos,
                 notices[0].c_str());
}

void TstOptions::nearestKey_data()
{
    QTest::addColumn<int>("scope");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char* name, Scope scope, const char* typed, const char* prefix, const char* meant) {
        QTest::newRow(name) << static_cast<int>(scope) << QByteArray(typed) << QByteArray(prefix) << QByteArray(meant);
    };
    row("letters swapped", Scope::Share, "serach_lan", "", "search_lan");
    row("other case", Scope::Instance, "Device_Name", "", "device_name");
    row("a word left out", Scope::Instance, "rescan_interval", "", "folder_rescan_interval");
    row("no underscore", Scope::Instance, "storagepath", "", "storage_path");
    row("in a group", Scope::Instance, "use_relais", "folder_defaults.", "use_relay");
    row("a directive", Scope::Directive, "DAEMON_UMSK", "", "DAEMON_UMASK");
}

void TstOptions::nearestKey()
{
    QFETCH(int, scope);
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, meant);
    const ByteView nearest = nearestOption(static_cast<Scope>(scope), typed.toStdString(), prefix.toStdString());
    QCOMPARE(Bytes(nearest), meant.toStdString());
}

void TstOptions::editDistances_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("distance");
    QTest::newRow("equal") << QByteArray("dir") << QByteArray("dir") << 0;
    QTest::newRow("case is no difference") << QByteArray("Dir") << QByteArray("dIr") << 0;
    QTest::newRow("to nothing") << QByteArray("dir") << QByteArray("") << 3;
    QTest::newRow("an insertion") << QByteArray("dir") << QByteArray("dirs") << 1;
    QTest::newRow("a replacement") << QByteArray("dir") << QByteArray("dar") << 1;
    QTest::newRow("neighbours swapped") << QByteArray("dri") << QByteArray("dir") << 1;
    QTest::newRow("several") << QByteArray("kitten") << QByteArray("sitting") << 3;
}

void TstOptions::editDistances()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(int, distance);
    QCOMPARE(editDistance(a.toStdString(), b.toStdString()), static_cast<size_t>(distance));
    QCOMPARE(editDistance(b.toStdString(), a.toStdString()), static_cast<size_t>(distance));
}

void TstOptions::hosts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("an IPv4 address") << QByteArray("192.0.2.7:12345") << true;
    QTest::newRow("a name") << QByteArray("app-01.example.org:1") << true;
    QTest::newRow("an IPv6 address") << QByteArray("[fe80::1%eth0]:65535") << true;
    QTest::newRow("no port") << QByteArray("192.0.2.7") << false;
    QTest::newRow("an empty port") << QByteArray("192.0.2.7:") << false;
    QTest::newRow("port 0") << QByteArray("192.0.2.7:0") << false;
    QTest::newRow("a port too high") << QByteArray("192.0.2.7:65536") << false;
    QTest::newRow("a port with a sign") << QByteArray("192.0.2.7:+1") << false;
    QTest::newRow("a port with more behind it") << QByteArray("192.0.2.7:1x") << false;
    QTest::newRow("no host") << QByteArray(":1") << false;
    QTest::newRow("an IPv6 address without brackets") << QByteArray("2001:db8::7:1") << false;
    QTest::newRow("a name in brackets") << QByteArray("[name.example]:1") << false;
    QTest::newRow("empty brackets") << QByteArray("[]:1") << false;
    QTest::newRow("a space") << QByteArray("a b:1") << false;
    QTest::newRow("a host too long") << QByteArray(QByteArray(254, 'a') + ":1") << false;
}

void TstOptions::hosts()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QCOMPARE(isHostAndPort(text.toStdString()), good);
}

void TstOptions::listsInText()
{
    QVERIFY(splitList("").empty());
    QVERIFY(splitList(" , ,").empty());
    QVERIFY((splitList("a:1, b:2 ,,c:3") == std::vector<Bytes>{"a:1", "b:2", "c:3"}));
}

QTEST_GUILESS_MAIN(TstOptions)
#include "tst_options.moc"
