// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/proof.h"

#include <QTest>

using namespace shoal;
using namespace shoal::crypto;

namespace {

ShareKeys keysOf(ByteView text)
{
    return ShareKeys::derive(Secret::parse(text).value());
}

ShareKeys writer()
{
    return keysOf("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA");
}

ShareKeys reader()
{
    return keysOf("B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG");
}

ShareKeys stranger()
{
    return keysOf("A" + Bytes(32, 'A'));
}

const Hash kChannel = Hash::from(Bytes(32, '\x11'));
const DeviceId kDevice = DeviceId::from(Bytes(32, '\x22'));

// What a proof is checked for; by default that for which it was made.
struct Claim
{
    bool ofStranger = false;
    HandshakeRole role = HandshakeRole::Initiator;
    Hash channel = kChannel;
    DeviceId device = kDevice;
};

} // namespace

class TstProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proofsHaveTheirKnownValues();
    void readersAndWritersProveMembershipToEachOther();
    void proofServesForNothingElse_data();
    void proofServesForNothingElse();
    void everyAlteredByteIsNoticed();
    void proofsOfAnotherSizeAreRefused_data();
    void proofsOfAnotherSizeAreRefused();
    void readerLearnsThePublicKeyFromAWriter();
    void readerLearnsNothingFromAWrongProof();
    void readerCannotProveToBeAWriter();
    void memberProofIsNoWriterProof();
};

// Computed with Python's hashlib and cryptography.
void TstProof::proofsHaveTheirKnownValues()
{
    QCOMPARE(toHex(memberProof(reader(), HandshakeRole::Initiator, kChannel, kDevice)),
             Bytes("6d4c0cee2dcfe1f40ffd5fba99826879eec6a4d948fb6e39c1b64b50cdd7097c"));
    QCOMPARE(toHex(writerProof(writer(), HandshakeRole::Initiator, kChannel, kDevice).value()),
             Bytes("e94f17f6470e165973d42946abb073129a56155aef6199ecdfa8fc4d1845a110"
                   "70b4bd84e80f0928ef31c1e4eaf81371556c1383fc3a3347e90aca08e900aa75"
                   "48058a3c412c174efabc09fd3bcf8a98fac62466a7bacd25c44a66b2b46bf600"));
}

void TstProof::readersAndWritersProveMembershipToEachOther()
{
    for (const auto role : {HandshakeRole::Initiator, HandshakeRole::Responder}) {
        const Bytes ofReader = memberProof(reader(), role, kChannel, kDevice);
        const Bytes ofWriter = memberProof(writer(), role, kChannel, kDevice);
        QCOMPARE(ofReader.size(), kMemberProofSize);
        QVERIFY(checkMemberProof(writer(), role, kChannel, kDevice, ofReader));
        QVERIFY(checkMemberProof(reader(), role, kChannel, kDevice, ofWriter));
    }
}

void TstProof::proofServesForNothingElse_data()
{
    QTest::addColumn<Claim>("claim");
    QTest::addColumn<bool>("accepted");
    Claim claim;
    QTest::newRow("what it was made for") << claim << true;
    claim.role = HandshakeRole::Responder;
    QTest::newRow("the other role: a proof sent back to its maker") << claim << false;
    claim = {};
    claim.channel.bytes[31] ^= 1;
    QTest::newRow("another handshake") << claim << false;
    claim = {};
    claim.device.bytes[0] ^= 1;
    QTest::newRow("another device") << claim << false;
    claim = {};
    claim.ofStranger = true;
    QTest::newRow("another share") << claim << false;
    claim = {};
    std::swap(claim.channel.bytes, claim.device.bytes);
    QTest::newRow("handshake and device exchanged") << claim << false;
}

void TstProof::proofServesForNothingElse()
{
    QFETCH(Claim, claim);
    QFETCH(bool, accepted);
    ShareKeys keys = claim.ofStranger ? stranger() : reader();
    const Bytes member = memberProof(writer(), HandshakeRole::Initiator, kChannel, kDevice);
    QCOMPARE(checkMemberProof(keys, claim.role, claim.channel, claim.device, member), accepted);
    const Bytes writing = writerProof(writer(), HandshakeRole::Initiator, kChannel, kDevice).value();
    QCOMPARE(checkWriterProof(keys, claim.role, claim.channel, claim.device, writing), accepted);
}

void TstProof::everyAlteredByteIsNoticed()
{
    const Bytes member = memberProof(writer(), HandshakeRole::Responder, kChannel, kDevice);
    for (size_t i = 0; i < member.size(); ++i) {
        Bytes altered = member;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        QVERIFY(!checkMemberProof(writer(), HandshakeRole::Responder, kChannel, kDevice, altered));
    }
    const Bytes writing = writerProof(writer(), HandshakeRole::Responder, kChannel, kDevice).value();
    ShareKeys keys = reader();
    for (size_t i = 0; i < writing.size(); ++i) {
        Bytes altered = writing;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        QVERIFY(!checkWriterProof(keys, HandshakeRole::Responder, kChannel, kDevice, altered));
    }
}

void TstProof::proofsOfAnotherSizeAreRefused_data()
{
    QTest::addColumn<int>("change");
    QTest::newRow("one byte short") << -1;
    QTest::newRow("one byte too long") << 1;
    QTest::newRow("empty") << -1000;
}

void TstProof::proofsOfAnotherSizeAreRefused()
{
    QFETCH(int, change);
    const auto resized = [change](Bytes proof) {
        proof.resize(static_cast<size_t>(std::max(0, static_cast<int>(proof.size()) + change)));
        return proof;
    };
    ShareKeys keys = writer();
    const Bytes member = resized(memberProof(keys, HandshakeRole::Initiator, kChannel, kDevice));
    QVERIFY(!checkMemberProof(keys, HandshakeRole::Initiator, kChannel, kDevice, member));
    const Bytes writing = resized(writerProof(keys, HandshakeRole::Initiator, kChannel, kDevice).value());
    QVERIFY(!checkWriterProof(keys, HandshakeRole::Initiator, kChannel, kDevice, writing));
}

void TstProof::readerLearnsThePublicKeyFromAWriter()
{
    ShareKeys keys = reader();
    const Bytes proof = writerProof(writer(), HandshakeRole::Responder, kChannel, kDevice).value();
    QCOMPARE(proof.size(), kWriterProofSize);
    QVERIFY(checkWriterProof(keys, HandshakeRole::Responder, kChannel, kDevice, proof));
    QVERIFY(keys.publicKey() == writer().publicKey());
    QCOMPARE(keys.permission(), Permission::ReadOnly);
}

void TstProof::readerLearnsNothingFromAWrongProof()
{
    ShareKeys keys = reader();
    // Right in itself, but with the key of another share.
    const Bytes foreign = writerProof(stranger(), HandshakeRole::Responder, kChannel, kDevice).value();
    QVERIFY(!checkWriterProof(keys, HandshakeRole::Responder, kChannel, kDevice, foreign));
    // The share's key, shown by a reader who cannot sign.
    const Bytes shown = writer().publicKey()->toBytes() + foreign.substr(32);
    QVERIFY(!checkWriterProof(keys, HandshakeRole::Responder, kChannel, kDevice, shown));
    QVERIFY(!keys.publicKey());
}

void TstProof::readerCannotProveToBeAWriter()
{
    const auto proof = writerProof(reader(), HandshakeRole::Initiator, kChannel, kDevice);
    QVERIFY(!proof);
    QCOMPARE(proof.error().code, ErrorCode::PermissionDenied);
}

void TstProof::memberProofIsNoWriterProof()
{
    ShareKeys keys = reader();
    const Bytes member = memberProof(reader(), HandshakeRole::Initiator, kChannel, kDevice);
    QVERIFY(!checkWriterProof(keys, HandshakeRole::Initiator, kChannel, kDevice, member));
    QVERIFY(!checkWriterProof(keys, HandshakeRole::Initiator, kChannel, kDevice, member + member + member));
}

QTEST_GUILESS_MAIN(TstProof)
#include "tst_proof.moc"
