// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret.h"

#include <QTest>

#include <set>

using namespace shoal;
using namespace shoal::crypto;

namespace {

// Expected values were computed with Python's hashlib and cryptography from the published pair of secrets.
const Bytes kPublicKey = "e94f17f6470e165973d42946abb073129a56155aef6199ecdfa8fc4d1845a110";

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

Bytes unhex(ByteView hex)
{
    Bytes out;
    return fromHex(hex, out) ? out : Bytes();
}

} // namespace

class TstShareKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void derivedKeysHaveTheirKnownValues();
    void readerDerivesWhatTheWriterDerives();
    void anotherShareHasOtherKeys();
    void publicKeyIsLearnedOnlyWhenItHashesToTheSecret();
    void signatureHasItsKnownValue();
    void readerCannotSign();
    void signatureVerifiesOnlyForWhatWasSigned();
};

void TstShareKeys::derivedKeysHaveTheirKnownValues()
{
    const ShareKeys keys = writer();
    QCOMPARE(keys.id().hex(), Bytes("4c8612540b2e442d81ece951af007dba5ddaebcd04fdd730dfdbab061ac69012"));
    QCOMPARE(toHex(keys.discoveryKey()), Bytes("f72aeab36402e1c577912e8903dfef2150a3d2cb879d0882ee11d20c3a077ce7"));
    QCOMPARE(toHex(keys.membershipKey()), Bytes("a34adf677b7f32a803eed6bfbf0f09da5b9a650e346eceb36b7ad71a51483155"));
    QCOMPARE(toHex(keys.relayKey()), Bytes("52a8d82cb4d6683f402a47be11ffb4c181cd9983cbf9316ec89ad800e64dd5c3"));
    QCOMPARE(keys.publicKey()->hex(), kPublicKey);
}

void TstShareKeys::readerDerivesWhatTheWriterDerives()
{
    QCOMPARE(reader().id(), writer().id());
    QCOMPARE(Bytes(reader().discoveryKey()), Bytes(writer().discoveryKey()));
    QCOMPARE(Bytes(reader().membershipKey()), Bytes(writer().membershipKey()));
    QCOMPARE(writer().permission(), Permission::ReadWrite);
    QCOMPARE(reader().permission(), Permission::ReadOnly);
    QVERIFY(!reader().publicKey());
}

void TstShareKeys::anotherShareHasOtherKeys()
{
    const ShareKeys other = keysOf("A" + Bytes(32, 'A'));
    std::set<Bytes> all;
    for (const ShareKeys& keys : {writer(), other}) {
        all.insert(keys.id().toBytes());
        all.insert(Bytes(keys.discoveryKey()));
        all.insert(Bytes(keys.membershipKey()));
        all.insert(keys.publicKey()->toBytes());
    }
    QCOMPARE(all.size(), size_t{8});
}

void TstShareKeys::publicKeyIsLearnedOnlyWhenItHashesToTheSecret()
{
    const Bytes right = unhex(kPublicKey);
    Bytes wrong = right;
    wrong[31] = static_cast<char>(wrong[31] ^ 1);

    ShareKeys keys = reader();
    QVERIFY(!keys.acceptPublicKey(wrong));
    QVERIFY(!keys.acceptPublicKey(right.substr(0, 31)));
    QVERIFY(!keys.acceptPublicKey(right + "x"));
    QVERIFY(!keys.publicKey());
    QVERIFY(keys.acceptPublicKey(right));
    QCOMPARE(keys.publicKey()->toBytes(), right);
    QVERIFY(keys.acceptPublicKey(right));
    QVERIFY(!keys.acceptPublicKey(wrong));
    QCOMPARE(keys.publicKey()->toBytes(), right);
    QCOMPARE(keys.permission(), Permission::ReadOnly);
}

void TstShareKeys::signatureHasItsKnownValue()
{
    const auto signature = writer().sign("shoal test 1", "message");
    QVERIFY(signature);
    QCOMPARE(signature->hex(), Bytes("60050d1e99b5abd31c5eda9e5c25a25d809628bfbc4a89b5f6e0a2aac4d1c224"
                                     "3340e874aaa36c0974027f701f222f1b9c001008069b39a33a7c0f05f79a8f09"));
}

void TstShareKeys::readerCannotSign()
{
    ShareKeys keys = reader();
    QVERIFY(keys.acceptPublicKey(unhex(kPublicKey)));
    const auto signature = keys.sign("shoal test 1", "message");
    QVERIFY(!signature);
    QCOMPARE(signature.error().code, ErrorCode::PermissionDenied);
}

void TstShareKeys::signatureVerifiesOnlyForWhatWasSigned()
{
    const PublicKey key = *writer().publicKey();
    const Signature signature = writer().sign("shoal test 1", "message").value();
    QVERIFY(ShareKeys::verify(key, "shoal test 1", "message", signature));
    QVERIFY(!ShareKeys::verify(key, "shoal test 1", "massage", signature));
    QVERIFY(!ShareKeys::verify(key, "shoal test 2", "message", signature));
    // The border between context and message is part of what is signed.
    QVERIFY(!ShareKeys::verify(key, "shoal test 1m", "essage", signature));
    QVERIFY(!ShareKeys::verify(key, "", "shoal test 1message", signature));
    QVERIFY(!ShareKeys::verify(*keysOf("A" + Bytes(32, 'A')).publicKey(), "shoal test 1", "message", signature));
    QVERIFY(!ShareKeys::verify(PublicKey{}, "shoal test 1", "message", signature));
    for (size_t i = 0; i < Signature::kSize; ++i) {
        Signature altered = signature;
        altered.bytes[i] ^= 1;
        QVERIFY(!ShareKeys::verify(key, "shoal test 1", "message", altered));
    }
}

QTEST_GUILESS_MAIN(TstShareKeys)
#include "tst_share_keys.moc"
