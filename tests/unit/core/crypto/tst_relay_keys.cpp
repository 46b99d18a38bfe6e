// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/relay_keys.h"

#include <QTest>

#include <set>

using namespace shoal;
using namespace shoal::crypto;

namespace {

ShareKeys keysOf(ByteView text)
{
    return ShareKeys::derive(Secret::parse(text).value());
}

Bytes countedFrom(int first)
{
    Bytes bytes;
    for (int i = 0; i < 32; ++i)
        bytes.push_back(static_cast<char>(first + i));
    return bytes;
}

const ShareKeys& writer()
{
    static const ShareKeys keys = keysOf("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA");
    return keys;
}

const DeviceId kRelay = DeviceId::from(countedFrom(0));
constexpr RelayDay kDay = 20'000;

} // namespace

class TstRelayKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesHaveTheirKnownValues();
    void readersAndWritersHaveTheSameNames();
    void aKeyOfTheDhtHasItsKnownValue();
    void namesDifferByDayRelayAndShareAndAreNoneOfTheOthers();
    void aDeviceHasAnotherKeyOnEachDayAndAtEachRelay();
    void aNoteOpensForMembersWhereItWasSealed();
    void aNoteOpensNowhereElse();
};

// Expected values were computed with Python's hashlib and an X25519 written from RFC 7748.
void TstRelayKeys::namesHaveTheirKnownValues()
{
    QCOMPARE(relayShareId(writer(), kDay, kRelay).hex(),
             Bytes("4abeb07059fa5c4d71f09d9d0896b1c4ce7cf126ee47bca7b4089c2612265af2"));
    const DeviceIdentity device(X25519KeyPair(KeyBytes<32>::from(countedFrom(32))));
    QCOMPARE(relayIdentity(device, kDay, "relay.example:3839").id().hex(),
             Bytes("06acf8f5555083f2e6e7aa2c627d715348f77687dd7611ac465cbdd1729e8150"));
}

void TstRelayKeys::readersAndWritersHaveTheSameNames()
{
    const ShareKeys reader = keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG");
    QCOMPARE(relayShareId(reader, kDay, kRelay).hex(), relayShareId(writer(), kDay, kRelay).hex());
}

void TstRelayKeys::aKeyOfTheDhtHasItsKnownValue()
{
    QCOMPARE(dhtKey(writer(), kDay).hex(), Bytes("bfb331ba1f8ca493928447a3412081a6bb771e1e"));
    QCOMPARE(dhtKey(keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG"), kDay).hex(), dhtKey(writer(), kDay).hex());
}

void TstRelayKeys::namesDifferByDayRelayAndShareAndAreNoneOfTheOthers()
{
    const ShareKeys other = keysOf("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const std::set<Bytes> names{relayShareId(writer(), kDay, kRelay).toBytes(),
                                relayShareId(writer(), kDay + 1, kRelay).toBytes(),
                                relayShareId(writer(), -kDay, kRelay).toBytes(),
                                relayShareId(writer(), kDay, DeviceId::from(countedFrom(1))).toBytes(),
                                relayShareId(other, kDay, kRelay).toBytes(),
                                writer().id().toBytes(),
                                Bytes(writer().discoveryKey()),
                                Bytes(writer().membershipKey()),
                                Bytes(writer().relayKey()),
                                dhtKey(writer(), kDay).toBytes(),
                                dhtKey(writer(), kDay + 1).toBytes(),
                                dhtKey(other, kDay).toBytes()};
    QCOMPARE(names.size(), size_t{12});
}

void TstRelayKeys::aDeviceHasAnotherKeyOnEachDayAndAtEachRelay()
{
    const auto random = makeSeededRandom(1);
    const DeviceIdentity device = DeviceIdentity::generate(*random);
    const DeviceIdentity other = DeviceIdentity::generate(*random);
    QVERIFY(relayIdentity(device, 1, "a:1").id() == relayIdentity(device, 1, "a:1").id());
    const std::set<DeviceId> keys{device.id(), relayIdentity(device, 1, "a:1").id(),
                                  relayIdentity(device, 2, "a:1").id(), relayIdentity(device, 1, "b:1").id(),
                                  relayIdentity(other, 1, "a:1").id()};
    QCOMPARE(keys.size(), size_t{5});
}

void TstRelayKeys::aNoteOpensForMembersWhereItWasSealed()
{
    const auto random = makeSeededRandom(1);
    const RelayShareId name = relayShareId(writer(), kDay, kRelay);
    const DeviceId sender = DeviceId::from(countedFrom(5));
    const Bytes sealed = sealRelayNote(writer(), name, sender, "a note", *random);
    QCOMPARE(sealed.size(), size_t{6} + kRelayNoteOverhead);
    QVERIFY(sealed.find("a note") == Bytes::npos);
    const auto opened = openRelayNote(keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG"), name, sender, sealed);
    QVERIFY(opened);
    QCOMPARE(*opened, Bytes("a note"));
    QVERIFY(sealRelayNote(writer(), name, sender, "a note", *random) != sealed);
}

void TstRelayKeys::aNoteOpensNowhereElse()
{
    const auto random = makeSeededRandom(1);
    const RelayShareId name = relayShareId(writer(), kDay, kRelay);
    const RelayShareId tomorrow = relayShareId(writer(), kDay + 1, kRelay);
    const DeviceId sender = DeviceId::from(countedFrom(5));
    const DeviceId liar = DeviceId::from(countedFrom(6));
    const Bytes sealed = sealRelayNote(writer(), name, sender, "a note", *random);
    QVERIFY(!openRelayNote(writer(), tomorrow, sender, sealed));
    QVERIFY(!openRelayNote(writer(), name, liar, sealed));
    QVERIFY(!openRelayNote(keysOf("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), name, sender, sealed));
    for (size_t i = 0; i < sealed.size(); ++i) {
        Bytes changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY(!openRelayNote(writer(), name, sender, changed));
        QVERIFY(!openRelayNote(writer(), name, sender, ByteView(sealed).substr(0, i)));
    }
}

QTEST_APPLESS_MAIN(TstRelayKeys)
#include "tst_relay_keys.moc"
