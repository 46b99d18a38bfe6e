// SPDX-License-Identifier: GPL-3.0-or-later
#include "scripted_instance.h"

#include <QSignalSpy>
#include <QTest>

using namespace shoal;

class TstInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itAttachesAndCalls();
    void itTellsOfChanges();
    void itTellsOnceThatItIsLostAndComesBack();
    void withoutConnectionTheAnswerIsClosed();
    void nothingIsCalledWhenTheContextIsGone();
    void anotherSocketTakesThePlaceOfTheFirst();
};

void TstInstance::itAttachesAndCalls()
{
    ScriptedInstance scripted;
    scripted.answer(QStringLiteral("version"), QJsonObject{{QStringLiteral("version"), QStringLiteral("1.2")}});
    models::Instance instance(*scripted.clock);
    QSignalSpy attached(&instance, &models::Instance::attached);
    instance.attach(scripted.path);
    QVERIFY(!instance.isAttached());
    QTRY_COMPARE(attached.size(), 1);
    QVERIFY(instance.isAttached());
    QString version;
    instance.call(QStringLiteral("version"), {}, this, [&version](const Result<QJsonObject>& answer) {
        version = (*answer)[QLatin1String("version")].toString();
    });
    QVERIFY(version.isEmpty());
    QTRY_COMPARE(version, QStringLiteral("1.2"));
}

void TstInstance::itTellsOfChanges()
{
    ScriptedInstance scripted;
    models::Instance instance(*scripted.clock);
    QSignalSpy changed(&instance, &models::Instance::changed);
    instance.attach(scripted.path);
    QTRY_VERIFY(instance.isAttached());
    scripted.tell(QStringLiteral("5f0e"), {QStringLiteral("status"), QStringLiteral("peers")});
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), QStringLiteral("5f0e"));
    QCOMPARE(changed[0][1].toStringList(), (QStringList{QStringLiteral("status"), QStringLiteral("peers")}));
}

void TstInstance::itTellsOnceThatItIsLostAndComesBack()
{
    ScriptedInstance scripted;
    models::Instance instance(*scripted.clock);
    QSignalSpy attached(&instance, &models::Instance::attached);
    QSignalSpy lost(&instance, &models::Instance::lost);
    instance.attach(scripted.path);
    QTRY_COMPARE(attached.size(), 1);
    scripted.server.close();
    QTRY_COMPARE(lost.size(), 1);
    QVERIFY(!lost[0][0].toString().isEmpty());
    QVERIFY(!instance.isAttached());
    scripted.listen();
    QTRY_COMPARE_WITH_TIMEOUT(attached.size(), 2, 20'000);
    QCOMPARE(lost.size(), 1);
}

void TstInstance::withoutConnectionTheAnswerIsClosed()
{
    ScriptedInstance scripted;
    models::Instance instance(*scripted.clock);
    std::optional<ErrorCode> code;
    instance.call(QStringLiteral("status"), {}, this,
                  [&code](const Result<QJsonObject>& answer) { code = answer.error().code; });
    QVERIFY(!code);
    QTRY_VERIFY(code.has_value());
    QCOMPARE(*code, ErrorCode::Closed);
}

void TstInstance::nothingIsCalledWhenTheContextIsGone()
{
    ScriptedInstance scripted;
    scripted.answer(QStringLiteral("status"), QJsonObject());
    models::Instance instance(*scripted.clock);
    instance.attach(scripted.path);
    QTRY_VERIFY(instance.isAttached());
    bool wrong = false, right = false;
    auto context = std::make_unique<QObject>();
    instance.call(QStringLiteral("status"), {}, context.get(), [&wrong](const auto&) { wrong = true; });
    instance.call(QStringLiteral("status"), {}, this, [&right](const auto&) { right = true; });
    context.reset();
    QTRY_VERIFY(right);
    QVERIFY(!wrong);
}

void TstInstance::anotherSocketTakesThePlaceOfTheFirst()
{
    ScriptedInstance first, second;
    first.answer(QStringLiteral("version"), QJsonObject{{QStringLiteral("version"), QStringLiteral("first")}});
    second.answer(QStringLiteral("version"), QJsonObject{{QStringLiteral("version"), QStringLiteral("second")}});
    models::Instance instance(*first.clock);
    QSignalSpy attached(&instance, &models::Instance::attached);
    QSignalSpy lost(&instance, &models::Instance::lost);
    instance.attach(first.path);
    instance.attach(second.path);
    QTRY_COMPARE(attached.size(), 1);
    QString version;
    instance.call(QStringLiteral("version"), {}, this, [&version](const Result<QJsonObject>& answer) {
        version = (*answer)[QLatin1String("version")].toString();
    });
    QTRY_COMPARE(version, QStringLiteral("second"));
    QCOMPARE(lost.size(), 0);
}

QTEST_GUILESS_MAIN(TstInstance)
#include "tst_instance.moc"
