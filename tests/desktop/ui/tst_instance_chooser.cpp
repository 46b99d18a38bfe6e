// SPDX-License-Identifier: GPL-3.0-or-later
#include "looks.h"
#include "scripted_instance.h"
#include "widgets.h"

#include "desktop/ui/hint.h"
#include "desktop/ui/instance_chooser.h"
#include "desktop/ui/table.h"
#include "shared/control/control_paths.h"

#include <QSignalSpy>
#include <QTest>

using namespace shoal;
using models::InstanceListModel;
using ui::InstanceChooser;

namespace {

// An instance that is found, with as many shares.
struct Running : ScriptedInstance
{
    Running(const QString& name, const QString& user, int shares)
    {
        QJsonArray all;
        for (int i = 0; i < shares; ++i)
            all.append(shareJson(QString(64, QLatin1Char(static_cast<char>('a' + i))), QStringLiteral("/data/www")));
        QJsonObject status = statusJson(all);
        status.insert(QStringLiteral("device"), QJsonObject{{QStringLiteral("name"), name}});
        status.insert(QStringLiteral("user"), user);
        answer(QStringLiteral("status"), status);
        if (auto made = control::Registration::make(path, control::runtimeFolders().own))
            shown.emplace(*std::move(made));
    }
    void end()
    {
        shown.reset();
        server.close();
    }

    std::optional<control::Registration> shown;
};

} // namespace

class TstInstanceChooser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>();
        qputenv("SHOAL_RUNTIME_DIR", m_runtime->path().toUtf8());
    }
    void whatRunsIsListed();
    void theChosenOneIsTold();
    void theOneOfThisProgramIsToldWithoutItsSocket();
    void whatIsShownNowCannotBeChosen();
    void whatHasEndedGoesWithTheNextSearch();
    void whereNothingRunsThatIsSaid();

private:
    static QString cell(const InstanceChooser& chooser, int row, int column)
    {
        return table(chooser).view().model()->index(row, column).data().toString();
    }
    static ui::Table& table(const InstanceChooser& chooser) { return *chooser.findChild<ui::Table*>(); }
    static int rows(const InstanceChooser& chooser) { return table(chooser).view().model()->rowCount(); }
    static void choose(const InstanceChooser& chooser, int row)
    {
        table(chooser).view().setCurrentIndex(table(chooser).view().model()->index(row, 0));
    }

    std::unique_ptr<QTemporaryDir> m_runtime;
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    models::DiskWork m_disk;
};

void TstInstanceChooser::whatRunsIsListed()
{
    Running mine(QStringLiteral("desk"), QStringLiteral("anna"), 1);
    Running server(QStringLiteral("app01"), QStringLiteral("www-data"), 3);
    InstanceChooser chooser(*m_clock, m_disk, mine.path, mine.path);
    chooser.show();
    QTRY_COMPARE(rows(chooser), 2);
    QTRY_COMPARE(cell(chooser, 0, InstanceListModel::Name), QStringLiteral("desk (this program)"));
    QTRY_COMPARE(cell(chooser, 1, InstanceListModel::Name), QStringLiteral("app01"));
    QCOMPARE(cell(chooser, 1, InstanceListModel::User), QStringLiteral("www-data"));
    QCOMPARE(cell(chooser, 1, InstanceListModel::Shares), QStringLiteral("3"));
    QCOMPARE(cell(chooser, 1, InstanceListModel::Socket), QString::fromStdString(server.path));
    test::keepPicture(chooser, QStringLiteral("instances"));
    QCOMPARE(test::cutTexts(chooser).join(QLatin1Char(10)), QString());
    QCOMPARE(test::namelessControls(chooser).join(QLatin1Char(10)), QString());
}

void TstInstanceChooser::theChosenOneIsTold()
{
    Running mine(QStringLiteral("desk"), QStringLiteral("anna"), 1);
    Running server(QStringLiteral("app01"), QStringLiteral("www-data"), 3);
    InstanceChooser chooser(*m_clock, m_disk, mine.path, mine.path);
    QSignalSpy chosen(&chooser, &InstanceChooser::chosen);
    chooser.show();
    QTRY_COMPARE(rows(chooser), 2);
    choose(chooser, 1);
    test::press(chooser, "Show");
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<Bytes>(), server.path);
    QVERIFY(!chooser.isVisible());
}

void TstInstanceChooser::theOneOfThisProgramIsToldWithoutItsSocket()
{
    Running mine(QStringLiteral("desk"), QStringLiteral("anna"), 1);
    Running server(QStringLiteral("app01"), QStringLiteral("www-data"), 3);
    InstanceChooser chooser(*m_clock, m_disk, mine.path, server.path);
    QSignalSpy chosen(&chooser, &InstanceChooser::chosen);
    chooser.show();
    QTRY_COMPARE(rows(chooser), 2);
    choose(chooser, 0);
    QTest::keyClick(&table(chooser).view(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<Bytes>(), Bytes());
}

void TstInstanceChooser::whatIsShownNowCannotBeChosen()
{
    Running server(QStringLiteral("app01"), QStringLiteral("www-data"), 3);
    InstanceChooser chooser(*m_clock, m_disk, Bytes(), server.path);
    chooser.show();
    QTRY_COMPARE(rows(chooser), 1);
    choose(chooser, 0);
    QVERIFY(!test::button(chooser, QStringLiteral("Show"))->isEnabled());
}

void TstInstanceChooser::whatHasEndedGoesWithTheNextSearch()
{
    Running one(QStringLiteral("app01"), QStringLiteral("www-data"), 3);
    Running two(QStringLiteral("app02"), QStringLiteral("www-data"), 3);
    InstanceChooser chooser(*m_clock, m_disk, Bytes(), Bytes());
    chooser.show();
    QTRY_COMPARE(rows(chooser), 2);
    two.end();
    test::press(chooser, "Search again");
    QTRY_COMPARE(rows(chooser), 1);
    QTRY_COMPARE(cell(chooser, 0, InstanceListModel::Name), QStringLiteral("app01"));
}

void TstInstanceChooser::whereNothingRunsThatIsSaid()
{
    InstanceChooser chooser(*m_clock, m_disk, Bytes(), Bytes());
    chooser.show();
    QVERIFY(table(chooser).hint().isVisible());
    QCOMPARE(table(chooser).hint().title(), QStringLiteral("No instance is running that you may connect to"));
    QVERIFY(!test::button(chooser, QStringLiteral("Show"))->isEnabled());
}

QTEST_MAIN(TstInstanceChooser)
#include "tst_instance_chooser.moc"
