// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/options_model.h"
#include "sample_options.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace shoal::models;
using namespace shoal::test;

namespace {

QString text(const OptionsModel& model, const char* name, int column)
{
    return model.index(model.rowOf(QString::fromLatin1(name)), column).data().toString();
}

} // namespace

class TstOptionsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<OptionsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_model->load(instanceOptions());
    }
    void cleanup() { m_tester.reset(); }

    void showsWhatTheInstanceSays();
    void changesAreKeptUntilSaved();
    void aChangeBackIsNone();
    void resetting();
    void whatIsFixedStays();
    void valuesOutOfRange_data();
    void valuesOutOfRange();
    void listsAreTexts();
    void unknownOptionsKeepTheirOwnWords();

private:
    std::unique_ptr<OptionsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TstOptionsModel::showsWhatTheInstanceSays()
{
    QCOMPARE(m_model->rowCount(), 13);
    QCOMPARE(text(*m_model, "device_name", OptionsModel::Value), QStringLiteral("desk"));
    QCOMPARE(text(*m_model, "listening_port", OptionsModel::Value), QStringLiteral("44444")); // without separators
    QCOMPARE(text(*m_model, "sync_trash_ttl", OptionsModel::Value).simplified(), QStringLiteral("90 days"));
    QCOMPARE(text(*m_model, "sync_trash_ttl", OptionsModel::Default).simplified(), QStringLiteral("30 days"));
    QCOMPARE(text(*m_model, "rate_limit_local_peers", OptionsModel::Value), QStringLiteral("no"));
    QVERIFY(!m_model->hasChanges());
    QVERIFY(!m_model->isDefault(QStringLiteral("sync_trash_ttl")));
    QVERIFY(m_model->isDefault(QStringLiteral("upload_limit")));
}

void TstOptionsModel::changesAreKeptUntilSaved()
{
    QSignalSpy changed(m_model.get(), &OptionsModel::changed);
    QVERIFY(m_model->change(QStringLiteral("upload_limit"), 100));
    QVERIFY(m_model->setData(m_model->index(m_model->rowOf(QStringLiteral("device_name")), OptionsModel::Value),
                             QStringLiteral(" table "), Qt::EditRole));
    QVERIFY(m_model->change(QStringLiteral("rate_limit_local_peers"), true));
    QCOMPARE(changed.count(), 3);
    QCOMPARE(m_model->current(QStringLiteral("upload_limit")).toInt(), 100);
    QCOMPARE(m_model->changes(), (QJsonObject{{QStringLiteral("upload_limit"), 100},
                                              {QStringLiteral("device_name"), QStringLiteral("table")},
                                              {QStringLiteral("rate_limit_local_peers"), true}}));
    m_model->load(instanceOptions());
    QVERIFY(!m_model->hasChanges());
}

void TstOptionsModel::aChangeBackIsNone()
{
    QVERIFY(m_model->change(QStringLiteral("sync_trash_ttl"), 91));
    QVERIFY(m_model->change(QStringLiteral("sync_trash_ttl"), 90));
    QVERIFY(!m_model->hasChanges());
}

void TstOptionsModel::resetting()
{
    m_model->reset(QStringLiteral("sync_trash_ttl"));
    QCOMPARE(m_model->current(QStringLiteral("sync_trash_ttl")).toInt(), 30);
    QVERIFY(m_model->isDefault(QStringLiteral("sync_trash_ttl")));
    QVERIFY(m_model->changes().value(QLatin1String("sync_trash_ttl")).isNull());
    QVERIFY(m_model->changes().contains(QLatin1String("sync_trash_ttl")));
    // What has its default already is no change, even after another one.
    QVERIFY(m_model->change(QStringLiteral("upload_limit"), 5));
    m_model->reset(QStringLiteral("upload_limit"));
    QVERIFY(!m_model->changes().contains(QLatin1String("upload_limit")));
}

void TstOptionsModel::whatIsFixedStays()
{
    const QString name = QStringLiteral("download_limit");
    m_model->setConfigFile(QStringLiteral("/etc/shoal/desk.conf"));
    QVERIFY(!m_model->change(name, 1));
    m_model->reset(name);
    QVERIFY(!m_model->hasChanges());
    const QModelIndex index = m_model->index(m_model->rowOf(name), OptionsModel::Value);
    QVERIFY(!(index.flags() & Qt::ItemIsEnabled));
    QVERIFY(!(index.flags() & Qt::ItemIsEditable));
    const QString hint = index.data(Qt::ToolTipRole).toString();
    QVERIFY2(hint.contains(QLatin1String("/etc/shoal/desk.conf")) && hint.contains(QLatin1String("line 7")),
             qPrintable(hint));
}

void TstOptionsModel::valuesOutOfRange_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("too large") << "listening_port" << QVariant(65536);
    QTest::newRow("too small") << "listening_port" << QVariant(-1);
    QTest::newRow("no number") << "listening_port" << QVariant(QStringLiteral("x"));
    QTest::newRow("no such option") << "listening" << QVariant(1);
}

void TstOptionsModel::valuesOutOfRange()
{
    QFETCH(QString, name);
    QFETCH(QVariant, value);
    QVERIFY(!m_model->change(name, value));
    QVERIFY(!m_model->hasChanges());
}

void TstOptionsModel::listsAreTexts()
{
    m_model->load(shareOptions());
    const QString name = QStringLiteral("known_hosts");
    QCOMPARE(m_model->current(name).toString(), QStringLiteral("app01:44444, app02:44444"));
    QVERIFY(m_model->change(name, QStringLiteral(" app03:1 ,, app04:2,")));
    QCOMPARE(m_model->changes().value(name).toArray(),
             (QJsonArray{QStringLiteral("app03:1"), QStringLiteral("app04:2")}));
    QVERIFY(m_model->change(name, QString()));
    QCOMPARE(m_model->changes().value(name), QJsonValue(QJsonArray()));
}

void TstOptionsModel::unknownOptionsKeepTheirOwnWords()
{
    QCOMPARE(text(*m_model, "of_a_later_version", OptionsModel::Meaning), QStringLiteral("What the instance says."));
    QVERIFY(text(*m_model, "device_name", OptionsModel::Meaning) != QLatin1String("What the instance says."));
}

QTEST_GUILESS_MAIN(TstOptionsModel)
#include "tst_options_model.moc"
