// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include "desktop/ui/icons.h"
#include "desktop/ui/notifications.h"
#include "desktop/ui/rate_chart.h"
#include "desktop/ui/tray_icon.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace shoal;
using namespace shoal::ui;
using models::Condition;

namespace {

const std::initializer_list<Condition> kConditions{Condition::Idle, Condition::Syncing, Condition::Paused,
                                                   Condition::Attention, Condition::Offline};

// How far a picture stands out of a ground: the greatest difference of brightness.
int contrast(const QImage& picture, const QColor& ground)
{
    int most = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            const QColor colour = picture.pixelColor(x, y);
            const int alpha = colour.alpha();
            const int seen = (qGray(colour.rgb()) * alpha + qGray(ground.rgb()) * (255 - alpha)) / 255;
            most = std::max(most, std::abs(seen - qGray(ground.rgb())));
        }
    }
    return most;
}

QAction* action(QMenu& menu, const QString& text)
{
    for (QAction* const each : menu.actions())
        if (each->text().remove(QLatin1Char('&')) == text)
            return each;
    return nullptr;
}

} // namespace

class TstTray : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void picturesCanBeToldApart();
    void picturesStandOutOfEveryPanel();
    void thePictureTurnsWhileSomethingIsSynced();
    void theTipSaysWhatGoesOn();
    void theMenuHasWhatIsWanted();
    void recentChangesAreAskedForWhenTheMenuOpens();
    void whatWasThereBeforeIsNoNews();
    void newsOfABurstAreOneMessage();
    void aNewDeviceIsNews();
    void theTopOfTheChartIsRound();
};

void TstTray::picturesCanBeToldApart()
{
    for (const int size : {16, 22, 32}) {
        QList<QImage> pictures;
        for (const Condition condition : kConditions) {
            // Without colours, as some people see them.
            const QImage picture =
                stateIcon(condition, 0).pixmap(size).toImage().convertToFormat(QImage::Format_Alpha8);
            const QImage grey =
                stateIcon(condition, 0).pixmap(size).toImage().convertToFormat(QImage::Format_Grayscale8);
            QVERIFY(!picture.isNull());
            QVERIFY(!pictures.contains(grey));
            pictures.append(grey);
        }
    }
}

void TstTray::picturesStandOutOfEveryPanel()
{
    for (const int size : {16, 22, 32})
        for (const Condition condition : kConditions)
            for (const QColor ground :
                 {QColor(Qt::black), QColor(Qt::white), QColor(0x31, 0x36, 0x3b), QColor(0xef, 0xf0, 0xf1)})
                QVERIFY(contrast(stateIcon(condition, 0).pixmap(size).toImage(), ground) > 80);
}

void TstTray::thePictureTurnsWhileSomethingIsSynced()
{
    Desk desk;
    TrayIcon tray(desk.context);
    desk.scripted.answer(QStringLiteral("status"),
                         statusJson({shareJson(desk.www, QStringLiteral("/data/www"), QStringLiteral("scanning"))}));
    desk.instance.attach(desk.scripted.path);
    QTRY_COMPARE(tray.condition(), Condition::Syncing);
    const QImage first = tray.icon().icon().pixmap(22).toImage();
    QTRY_VERIFY(tray.icon().icon().pixmap(22).toImage() != first);
    desk.scripted.answer(QStringLiteral("status"),
                         statusJson({shareJson(desk.www, QStringLiteral("/data/www"), QStringLiteral("paused"))}));
    desk.tell({QStringLiteral("status")});
    QTRY_COMPARE(tray.condition(), Condition::Paused);
    QCOMPARE(tray.icon().icon().pixmap(22).toImage(), stateIcon(Condition::Paused, 0).pixmap(22).toImage());
}

void TstTray::theTipSaysWhatGoesOn()
{
    Desk desk;
    TrayIcon tray(desk.context);
    QVERIFY(tray.icon().toolTip().contains(QStringLiteral("no connection")));
    QJsonObject status = statusJson({shareJson(desk.www, QStringLiteral("/data/www"), QStringLiteral("scanning"))});
    status[QLatin1String("rates")] = QJsonObject{{QStringLiteral("up"), 1500}, {QStringLiteral("down"), 2'000'000}};
    desk.scripted.answer(QStringLiteral("status"), status);
    desk.instance.attach(desk.scripted.path);
    QTRY_VERIFY(tray.icon().toolTip().contains(QStringLiteral("Receiving 2.0 MB/s, sending 1.5 kB/s")));
}

void TstTray::theMenuHasWhatIsWanted()
{
    Desk desk;
    TrayIcon tray(desk.context);
    desk.instance.attach(desk.scripted.path);
    QTRY_VERIFY(action(tray.menu(), QStringLiteral("Open folder"))->isEnabled());
    QMenu* const folders = action(tray.menu(), QStringLiteral("Open folder"))->menu();
    QCOMPARE(folders->actions().size(), 1);
    QCOMPARE(folders->actions()[0]->text(), QStringLiteral("www"));
    QSignalSpy add(&tray, &TrayIcon::addShareRequested), preferences(&tray, &TrayIcon::preferencesRequested),
        quit(&tray, &TrayIcon::quitRequested), window(&tray, &TrayIcon::windowRequested);
    action(tray.menu(), QStringLiteral("Add share…"))->trigger();
    action(tray.menu(), QStringLiteral("Preferences"))->trigger();
    action(tray.menu(), QStringLiteral("Quit"))->trigger();
    action(tray.menu(), QStringLiteral("Show window"))->trigger();
    QCOMPARE(add.size() + preferences.size() + quit.size() + window.size(), 4);
    action(tray.menu(), QStringLiteral("Pause all"))->trigger();
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("pause")).size(), 1);
}

void TstTray::recentChangesAreAskedForWhenTheMenuOpens()
{
    Desk desk;
    desk.scripted.answer(
        QStringLiteral("history"),
        QJsonObject{{QStringLiteral("entries"),
                     QJsonArray{QJsonObject{{QStringLiteral("share"), desk.www},
                                            {QStringLiteral("path"), QStringLiteral("black & white.txt")},
                                            {QStringLiteral("event"), QStringLiteral("added")}}}}});
    TrayIcon tray(desk.context);
    desk.instance.attach(desk.scripted.path);
    QTRY_VERIFY(desk.status.now());
    QVERIFY(desk.scripted.asked(QStringLiteral("history")).isEmpty());
    Q_EMIT tray.menu().aboutToShow();
    QMenu* const recent = action(tray.menu(), QStringLiteral("Recent changes"))->menu();
    QTRY_COMPARE(recent->actions()[0]->text(), QStringLiteral("Added: black && white.txt"));
}

void TstTray::whatWasThereBeforeIsNoNews()
{
    Desk desk;
    Notifications notifications(desk.context);
    QSignalSpy news(&notifications, &Notifications::news);
    QJsonObject share = shareJson(desk.www, QStringLiteral("/data/www"));
    share[QLatin1String("conflicts")] = 3;
    share[QLatin1String("problems")] = 2;
    desk.scripted.answer(QStringLiteral("status"), statusJson({share}));
    desk.instance.attach(desk.scripted.path);
    QTRY_VERIFY(desk.status.now());
    share[QLatin1String("problems")] = 3;
    desk.scripted.answer(QStringLiteral("status"), statusJson({share}));
    desk.tell({QStringLiteral("status")});
    QTRY_COMPARE_WITH_TIMEOUT(news.size(), 1, 20'000);
    QCOMPARE(news[0][1].toString(), QStringLiteral("“www” has 3 problem(s)."));
}

void TstTray::newsOfABurstAreOneMessage()
{
    Desk desk;
    Notifications notifications(desk.context);
    QSignalSpy news(&notifications, &Notifications::news);
    desk.instance.attach(desk.scripted.path);
    QTRY_VERIFY(desk.status.now());
    for (int count = 1; count <= 3; ++count) {
        QJsonObject share = shareJson(desk.www, QStringLiteral("/data/www"));
        share[QLatin1String("conflicts")] = count;
        share[QLatin1String("problems")] = count;
        QSignalSpy updated(&desk.status, &models::LiveStatus::updated);
        desk.scripted.answer(QStringLiteral("status"), statusJson({share}));
        desk.tell({QStringLiteral("status")});
        QVERIFY(updated.wait());
    }
    QTRY_COMPARE_WITH_TIMEOUT(news.size(), 1, 20'000);
    QCOMPARE(news[0][1].toString(), QStringLiteral("“www” has 3 problem(s).\n“www” has 3 conflict(s)."));
    QCOMPARE(news[0][2].toString(), desk.www);
    QCOMPARE(news[0][3].value<SharePage::Tab>(), SharePage::Tab::Problems);
}

void TstTray::aNewDeviceIsNews()
{
    Desk desk;
    Notifications notifications(desk.context);
    QSignalSpy news(&notifications, &Notifications::news);
    const auto list = [&desk](std::initializer_list<const char*> devices) {
        QJsonArray peers;
        for (const char* device : devices)
            peers.append(peerJson(desk.www, QString::fromUtf8(device), true));
        desk.scripted.answer(QStringLiteral("peers"), QJsonObject{{QStringLiteral("peers"), peers}});
    };
    list({"d2"});
    desk.instance.attach(desk.scripted.path);
    QTRY_COMPARE(desk.scripted.asked(QStringLiteral("peers")).size(), 1);
    QTRY_VERIFY(desk.status.now());
    list({"d2", "d3"});
    desk.tell({QStringLiteral("status")});
    QTRY_COMPARE_WITH_TIMEOUT(news.size(), 1, 20'000);
    QCOMPARE(news[0][1].toString(), QStringLiteral("“d3 name” is a new device of “www”."));
}

void TstTray::theTopOfTheChartIsRound()
{
    QCOMPARE(roundTop(0), 10'000);
    QCOMPARE(roundTop(10'001), 20'000);
    QCOMPARE(roundTop(49'000), 50'000);
    QCOMPARE(roundTop(3'000'000), 5'000'000);
    QCOMPARE(roundTop(7'000'000'000), 10'000'000'000);
}

QTEST_MAIN(TstTray)
#include "tst_tray.moc"
