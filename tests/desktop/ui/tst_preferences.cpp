// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/languages.h"
#include "desktop/ui/period_dialog.h"
#include "desktop/ui/preferences.h"
#include "desktop/ui/share_options_dialog.h"
#include "desktop/ui/weekly_plan.h"
#include "played_engine.h"
#include "sample_options.h"
#include "widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTimeEdit>
#include <QTreeView>

using namespace shoal;
using namespace shoal::test;

namespace {

const QString kOne(64, QLatin1Char('1'));
const QString kTwo(64, QLatin1Char('2'));

QJsonObject shareNamed(const QString& id)
{
    return {{QStringLiteral("id"), id}};
}

struct Scene
{
    Scene()
    {
        engine.answer(QStringLiteral("options"), {{QStringLiteral("options"), instanceOptions()}});
        engine.answer(QStringLiteral("status"),
                      {{QStringLiteral("config"), QStringLiteral("/etc/shoal/desk.conf")},
                       {QStringLiteral("shares"), QJsonArray{shareNamed(kOne), shareNamed(kTwo)}}});
        engine.answers[QStringLiteral("share_options")] = [this](const QJsonObject& params) {
            const QString share = params.value(QLatin1String("share")).toString();
            return control::Answer(
                QJsonObject{{QStringLiteral("options"), QJsonArray{option("search_lan", lan.value(share), true)}}});
        };
        autostart = std::make_unique<models::Autostart>(home.path(), QStringList{QStringLiteral("shoal-desktop")});
    }

    void show()
    {
        dialog = std::make_unique<ui::Preferences>(engine.instance, *autostart, languages);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        QTRY_VERIFY(dialog->findChild<QSpinBox*>(QStringLiteral("upload_limit")));
    }

    void page(int index) { dialog->findChild<QTabWidget*>()->setCurrentIndex(index); }
    template <class Control> Control& control(const char* name)
    {
        return *dialog->findChild<Control*>(QString::fromLatin1(name));
    }
    QPushButton& button(QDialogButtonBox::StandardButton which)
    {
        return *dialog->findChild<QDialogButtonBox*>()->button(which);
    }

    QMap<QString, bool> lan{{kOne, true}, {kTwo, true}};
    QTemporaryDir home;
    PlayedEngine engine;
    ui::Languages languages;
    std::unique_ptr<models::Autostart> autostart;
    std::unique_ptr<ui::Preferences> dialog;
};

} // namespace

class TstPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIs();
    void nothingHappensBeforeItIsApplied();
    void okSavesAndCloses();
    void aRefusalKeepsEverything();
    void aRestartIsSaidToBeNeeded();
    void startAtLogin();
    void lanDiscoveryIsOfAllShares();
    void sharesThatDiffer();
    void theTableFindsChangesAndResets();
    void theWeeklyPlanIsChanged();
    void thePlanByKeyboard();
    void aPlanOfTheFile();
    void aPeriodNeedsADay();
    void optionsOfAShare();
    void aFixedShare();
};

void TstPreferences::showsWhatIs()
{
    Scene scene;
    scene.show();
    QCOMPARE(scene.control<QLineEdit>("device_name").text(), QStringLiteral("desk"));
    scene.page(1);
    QCOMPARE(scene.control<QSpinBox>("listening_port").value(), 44444);
    auto& limit = scene.control<QSpinBox>("download_limit");
    QCOMPARE(limit.value(), 500);
    QVERIFY(!limit.isEnabled()); // the config file sets it
    QTRY_VERIFY(limit.accessibleDescription().contains(QLatin1String("/etc/shoal/desk.conf, line 7")));
    QVERIFY(scene.control<QSpinBox>("upload_limit").isEnabled());
    QCOMPARE(scene.control<QSpinBox>("upload_limit").suffix(), QStringLiteral(" kB/s"));
    QVERIFY(!scene.button(QDialogButtonBox::Apply).isEnabled());
}

void TstPreferences::nothingHappensBeforeItIsApplied()
{
    Scene scene;
    scene.show();
    scene.page(1);
    scene.control<QSpinBox>("upload_limit").setValue(250);
    QVERIFY(scene.button(QDialogButtonBox::Apply).isEnabled());
    QTest::mouseClick(&scene.button(QDialogButtonBox::Cancel), Qt::LeftButton);
    QVERIFY(!scene.dialog->isVisible());
    QCOMPARE(scene.engine.count(QStringLiteral("set_options")), 0);
}

void TstPreferences::okSavesAndCloses()
{
    Scene scene;
    scene.show();
    auto& name = scene.control<QLineEdit>("device_name");
    name.setFocus();
    name.selectAll();
    QTest::keyClicks(&name, QStringLiteral("table"));
    scene.page(1);
    scene.control<QSpinBox>("upload_limit").setValue(250);
    press(*scene.dialog, "Limits in the local network too");
    QTest::mouseClick(&scene.button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(!scene.dialog->isVisible());
    QCOMPARE(scene.engine.last(QStringLiteral("set_options")).value(QLatin1String("values")).toObject(),
             (QJsonObject{{QStringLiteral("device_name"), QStringLiteral("table")},
                          {QStringLiteral("upload_limit"), 250},
                          {QStringLiteral("rate_limit_local_peers"), true}}));
}

void TstPreferences::aRefusalKeepsEverything()
{
    Scene scene;
    scene.engine.refuse(QStringLiteral("set_options"), QStringLiteral("The port is taken."));
    scene.show();
    scene.page(1);
    scene.control<QSpinBox>("listening_port").setValue(80);
    QTest::mouseClick(&scene.button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(says(*scene.dialog, "The port is taken."));
    QVERIFY(scene.dialog->isVisible());
    QCOMPARE(scene.control<QSpinBox>("listening_port").value(), 80);
    QVERIFY(scene.button(QDialogButtonBox::Apply).isEnabled());
}

void TstPreferences::aRestartIsSaidToBeNeeded()
{
    Scene scene;
    scene.engine.answer(QStringLiteral("set_options"),
                        {{QStringLiteral("need_restart"), QJsonArray{QStringLiteral("listening_port")}}});
    scene.show();
    scene.page(1);
    scene.control<QSpinBox>("listening_port").setValue(80);
    QTest::mouseClick(&scene.button(QDialogButtonBox::Apply), Qt::LeftButton);
    QTRY_VERIFY(says(*scene.dialog, "at the next start: listening_port"));
}

void TstPreferences::startAtLogin()
{
    Scene scene;
    scene.show();
    press(*scene.dialog, "Start at login");
    QVERIFY(!scene.autostart->isOn());
    QTest::mouseClick(&scene.button(QDialogButtonBox::Apply), Qt::LeftButton);
    QVERIFY(scene.autostart->isOn());
    QVERIFY(!scene.button(QDialogButtonBox::Apply).isEnabled());
    QCOMPARE(scene.engine.count(QStringLiteral("set_options")), 0); // nothing of the instance was changed
}

void TstPreferences::lanDiscoveryIsOfAllShares()
{
    Scene scene;
    scene.show();
    scene.page(1);
    auto& lan = scene.control<QCheckBox>("lan");
    QTRY_VERIFY(lan.isEnabled() && lan.isChecked());
    QTRY_COMPARE(scene.engine.count(QStringLiteral("share_options")), 2);
    press(*scene.dialog, "Find devices in the local network");
    QTest::mouseClick(&scene.button(QDialogButtonBox::Apply), Qt::LeftButton);
    QTRY_COMPARE(scene.engine.count(QStringLiteral("set_share_options")), 2);
    QCOMPARE(scene.engine.last(QStringLiteral("set_share_options")).value(QLatin1String("values")).toObject(),
             (QJsonObject{{QStringLiteral("search_lan"), false}}));
    QTRY_VERIFY(!lan.isChecked() && !scene.button(QDialogButtonBox::Apply).isEnabled());
}

void TstPreferences::sharesThatDiffer()
{
    Scene scene;
    scene.lan[kTwo] = false;
    scene.show();
    scene.page(1);
    auto& lan = scene.control<QCheckBox>("lan");
    QTRY_COMPARE(lan.checkState(), Qt::PartiallyChecked);
    QVERIFY(!scene.button(QDialogButtonBox::Apply).isEnabled());
    QTest::mouseClick(&scene.button(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(scene.engine.count(QStringLiteral("set_share_options")), 0); // left as they are
}

void TstPreferences::theTableFindsChangesAndResets()
{
    Scene scene;
    scene.show();
    scene.page(4);
    auto& table = *scene.dialog->findChild<QTableView*>();
    QCOMPARE(table.model()->rowCount(), 13);
    auto& search = *table.parentWidget()->findChild<QLineEdit*>();
    QTest::keyClicks(&search, QStringLiteral("TRASH"));
    QCOMPARE(table.model()->rowCount(), 1);
    QVERIFY(!button(*scene.dialog, QStringLiteral("Reset to Default"))->isEnabled());
    table.selectRow(0);
    press(*scene.dialog, "Reset to Default");
    QCOMPARE(table.model()->index(0, models::OptionsModel::Value).data(Qt::EditRole).toInt(), 30);
    QVERIFY(!button(*scene.dialog, QStringLiteral("Reset to Default"))->isEnabled());
    QTest::mouseClick(&scene.button(QDialogButtonBox::Apply), Qt::LeftButton);
    QTRY_COMPARE(scene.engine.count(QStringLiteral("set_options")), 1);
    const QJsonObject values =
        scene.engine.last(QStringLiteral("set_options")).value(QLatin1String("values")).toObject();
    QVERIFY(values.contains(QLatin1String("sync_trash_ttl")) && values.value(QLatin1String("sync_trash_ttl")).isNull());
    // A number is edited in its range.
    table.selectRow(0);
    table.edit(table.model()->index(0, models::OptionsModel::Value));
    auto* const editor = table.findChild<QSpinBox*>();
    QVERIFY(editor);
    QCOMPARE(editor->maximum(), 999'999);
    // What the form shows is the same value.
    QTRY_COMPARE(scene.control<QSpinBox>("sync_trash_ttl").value(), 90); // asked for anew, the played one never changes
}

void TstPreferences::theWeeklyPlanIsChanged()
{
    Scene scene;
    scene.engine.answer(QStringLiteral("options"), {{QStringLiteral("options"), instanceOptions(somePeriods())}});
    scene.show();
    scene.page(2);
    auto& plan = *scene.dialog->findChild<ui::WeeklyPlan*>();
    auto& table = *plan.findChild<QTreeView*>();
    QCOMPARE(table.model()->rowCount(), 2);
    QVERIFY(!button(plan, QStringLiteral("Change…"))->isEnabled()); // none is chosen
    press(plan, "Add Period…");
    auto* dialog = plan.findChild<ui::PeriodDialog*>();
    QVERIFY(dialog);
    dialog->findChild<QTimeEdit*>(QStringLiteral("to"))->setTime(QTime(9, 15));
    dialog->findChild<QCheckBox*>(QStringLiteral("day6"))->setChecked(false);
    auto& rate = *dialog->findChild<QSpinBox*>(QStringLiteral("download_rate"));
    QVERIFY(!rate.isEnabled());
    press(*dialog, "Receive at most:");
    QVERIFY(rate.isEnabled());
    rate.setValue(30);
    QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QCOMPARE(table.model()->rowCount(), 3);
    QVERIFY(scene.button(QDialogButtonBox::Apply).isEnabled());
    QCOMPARE(table.currentIndex().row(), 2);
    press(plan, "Move Up");
    QCOMPARE(table.currentIndex().row(), 1);
    press(plan, "Move Down");
    press(plan, "Move Up");
    table.setCurrentIndex(table.model()->index(0, 0));
    press(plan, "Remove");
    QCOMPARE(table.model()->rowCount(), 2);
    QTest::mouseClick(&scene.button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(!scene.dialog->isVisible());
    const QJsonArray sent = scene.engine.last(QStringLiteral("set_options"))
                                .value(QLatin1String("values"))[QLatin1String("weekly_limits")]
                                .toArray();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0][QLatin1String("days")].toArray().size(), 6);
    QCOMPARE(sent[0][QLatin1String("to")].toString(), QStringLiteral("09:15"));
    QCOMPARE(sent[0][QLatin1String("download")].toInt(), 30);
    QVERIFY(sent[0][QLatin1String("upload")].isUndefined());
    QCOMPARE(sent[1], somePeriods()[1]);
}

void TstPreferences::thePlanByKeyboard()
{
    Scene scene;
    scene.engine.answer(QStringLiteral("options"), {{QStringLiteral("options"), instanceOptions(somePeriods())}});
    scene.show();
    scene.page(2);
    auto& plan = *scene.dialog->findChild<ui::WeeklyPlan*>();
    auto& table = *plan.findChild<QTreeView*>();
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    auto* dialog = plan.findChild<ui::PeriodDialog*>();
    QVERIFY(dialog);
    auto& rate = *dialog->findChild<QSpinBox*>(QStringLiteral("upload_rate"));
    QCOMPARE(rate.value(), 1'500);
    rate.setFocus();
    rate.selectAll();
    QTest::keyClicks(&rate, QStringLiteral("80"));
    QTest::keyClick(&rate, Qt::Key_Return);
    QTRY_VERIFY(!plan.findChild<ui::PeriodDialog*>());
    QVERIFY(scene.dialog->isVisible()); // Enter was for the period
    QVERIFY(
        table.model()->index(0, models::LimitPeriodsModel::Upload).data().toString().startsWith(QLatin1String("80")));
    QCOMPARE(table.currentIndex().row(), 0);
    QTest::keyClick(&table, Qt::Key_Delete);
    QCOMPARE(table.model()->rowCount(), 1);
}

void TstPreferences::aPlanOfTheFile()
{
    Scene scene;
    QJsonArray options;
    for (const QJsonValue each : instanceOptions(somePeriods()))
        options.append(each[QLatin1String("name")] == QLatin1String("weekly_limits") ? fixed(each.toObject(), 9)
                                                                                     : each.toObject());
    scene.engine.answer(QStringLiteral("options"), {{QStringLiteral("options"), options}});
    scene.show();
    scene.page(2);
    auto& plan = *scene.dialog->findChild<ui::WeeklyPlan*>();
    QVERIFY(!button(plan, QStringLiteral("Add Period…"))->isEnabled());
    QVERIFY(!plan.findChild<QTreeView*>()->isEnabled());
    QCOMPARE(plan.findChild<QTreeView*>()->model()->rowCount(), 2); // but it is shown
    const auto isSaid = [&plan] {
        const auto labels = plan.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QLatin1String("/etc/shoal/desk.conf, line 9"));
        });
    };
    QTRY_VERIFY(isSaid());
}

void TstPreferences::aPeriodNeedsADay()
{
    models::LimitPeriod period;
    period.days.fill(false);
    period.days[2] = true;
    ui::PeriodDialog dialog(period, true, 1'000);
    dialog.show();
    auto& ok = *dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    QVERIFY(ok.isEnabled());
    dialog.findChild<QCheckBox*>(QStringLiteral("day2"))->setChecked(false);
    QVERIFY(!ok.isEnabled() && says(dialog, "at least one day"));
    dialog.findChild<QCheckBox*>(QStringLiteral("day5"))->setChecked(true);
    QVERIFY(ok.isEnabled());
    dialog.findChild<QTimeEdit*>(QStringLiteral("from"))->setTime(QTime(23, 0));
    QVERIFY(says(dialog, "ends on the next one"));
}

void TstPreferences::optionsOfAShare()
{
    PlayedEngine engine;
    engine.answer(QStringLiteral("share_options"), {{QStringLiteral("options"), shareOptions()}});
    ui::ShareOptionsDialog dialog(engine.instance, kOne, QStringLiteral("/data/www"));
    dialog.show();
    QTRY_VERIFY(dialog.findChild<QCheckBox*>(QStringLiteral("search_lan")));
    auto& hosts = *dialog.findChild<QLineEdit*>(QStringLiteral("known_hosts"));
    QCOMPARE(hosts.text(), QStringLiteral("app01:44444, app02:44444"));
    hosts.setFocus();
    hosts.selectAll();
    QTest::keyClicks(&hosts, QStringLiteral("app03"));
    engine.refuse(QStringLiteral("set_share_options"), QStringLiteral("A port is missing."));
    QTest::mouseClick(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(says(dialog, "A port is missing."));
    QVERIFY(dialog.isVisible());
    engine.answer(QStringLiteral("set_share_options"), {});
    QTest::keyClicks(&hosts, QStringLiteral(":44444"));
    QTest::mouseClick(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(engine.last(QStringLiteral("set_share_options")),
             (QJsonObject{{QStringLiteral("share"), kOne},
                          {QStringLiteral("values"),
                           QJsonObject{{QStringLiteral("known_hosts"), QJsonArray{QStringLiteral("app03:44444")}}}}}));
}

void TstPreferences::aFixedShare()
{
    PlayedEngine engine;
    engine.answer(QStringLiteral("status"), {{QStringLiteral("config"), QStringLiteral("/etc/shoal/www.conf")}});
    engine.answer(QStringLiteral("share_options"),
                  {{QStringLiteral("options"), QJsonArray{fixed(option("use_sync_trash", false, true), 12)}}});
    ui::ShareOptionsDialog dialog(engine.instance, kOne, QStringLiteral("/data/www"));
    dialog.show();
    QTRY_VERIFY(dialog.findChild<QCheckBox*>(QStringLiteral("use_sync_trash")));
    auto& box = *dialog.findChild<QCheckBox*>(QStringLiteral("use_sync_trash"));
    QVERIFY(!box.isEnabled() && !box.isChecked());
    QTRY_VERIFY(box.accessibleDescription().contains(QLatin1String("/etc/shoal/www.conf, line 12")));
    QVERIFY(!dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::RestoreDefaults)->isEnabled());
}

QTEST_MAIN(TstPreferences)
#include "tst_preferences.moc"
