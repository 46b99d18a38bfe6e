// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device_names.h"

#include <QTest>

using namespace shoal;
using engine::DeviceNames;

class TstDeviceNames : public QObject
{
    Q_OBJECT

    static constexpr AuthorId kAnna{0x0a0b0c0d01020304};
    static constexpr AuthorId kOwn{0x1a0b0c0d01020304};
    const DeviceId m_device = DeviceId::from(Bytes(DeviceId::kSize, 'd'));

private Q_SLOTS:
    void whoIsNotKnownYetIsDigits();
    void whatWasDigitsGetsItsName();
    void namesThatLookLikeDigitsStay();
    void deviceOfDigits();
};

void TstDeviceNames::whoIsNotKnownYetIsDigits()
{
    const DeviceNames names;
    QCOMPARE(names.nameOf(kAnna), Bytes("0a0b0c0d"));
    QCOMPARE(names.nameSince("0a0b0c0d"), Bytes("0a0b0c0d"));
    QVERIFY(!names.deviceOf(ByteView("0a0b0c0d")));
}

void TstDeviceNames::whatWasDigitsGetsItsName()
{
    DeviceNames names;
    names.isOwn(kOwn);
    names.met(m_device, "Anna's laptop", 1);
    names.isAuthor(m_device, kAnna);
    QCOMPARE(names.nameSince("0a0b0c0d"), Bytes("Anna's laptop"));
    QCOMPARE(names.nameSince("1a0b0c0d"), Bytes()); // this device
    QCOMPARE(names.nameSince("Anna's laptop"), Bytes("Anna's laptop"));
    QCOMPARE(names.nameSince(""), Bytes());
}

void TstDeviceNames::namesThatLookLikeDigitsStay()
{
    DeviceNames names;
    names.met(m_device, "Anna's laptop", 1);
    names.isAuthor(m_device, kAnna);
    for (const char* name : {"0a0b", "0A0B0C0D", "0a0b0c0d0", "deadbeef"})
        QCOMPARE(names.nameSince(name), Bytes(name));
}

void TstDeviceNames::deviceOfDigits()
{
    DeviceNames names;
    names.met(m_device, "Anna's laptop", 1);
    names.isAuthor(m_device, kAnna);
    QCOMPARE(names.deviceOf(ByteView("0a0b0c0d")), std::optional(m_device));
    QCOMPARE(names.deviceOf(ByteView("1a0b0c0d")), std::nullopt);
}

QTEST_GUILESS_MAIN(TstDeviceNames)
#include "tst_device_names.moc"
