// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/noise.h"
#include "core/crypto/symmetric_state.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <optional>

using namespace shoal;
using namespace shoal::crypto;

namespace {

Bytes unhex(const QJsonValue& value)
{
    Bytes out;
    return fromHex(value.toString().toStdString(), out) ? out : Bytes();
}

X25519KeyPair keysFrom(const QJsonValue& value)
{
    return X25519KeyPair(KeyBytes<32>::from(unhex(value)));
}

std::optional<Suite> suiteNamed(const QString& protocol)
{
    if (protocol == QStringLiteral("Noise_XX_25519_AESGCM_SHA256"))
        return Suite::AesGcm;
    if (protocol == QStringLiteral("Noise_XX_25519_ChaChaPoly_SHA256"))
        return Suite::ChaChaPoly;
    return std::nullopt;
}

NoiseHandshake handshakeOf(const QJsonObject& vector, HandshakeRole role, Suite suite)
{
    const QString end = role == HandshakeRole::Initiator ? QStringLiteral("init_") : QStringLiteral("resp_");
    const DeviceIdentity identity(keysFrom(vector[end + QStringLiteral("static")]));
    return {role, suite, identity, unhex(vector[end + QStringLiteral("prologue")]),
            keysFrom(vector[end + QStringLiteral("ephemeral")])};
}

// Two ends that have not exchanged anything yet.
struct Pair
{
    std::unique_ptr<Random> random = makeSeededRandom(1);
    DeviceIdentity dialer = DeviceIdentity::generate(*random);
    DeviceIdentity listener = DeviceIdentity::generate(*random);
    NoiseHandshake initiator;
    NoiseHandshake responder;

    explicit Pair(Suite suite = Suite::AesGcm, ByteView prologue = "prologue", ByteView otherPrologue = "prologue")
        : initiator(HandshakeRole::Initiator, suite, dialer, prologue, *random),
          responder(HandshakeRole::Responder, suite, listener, otherPrologue, *random)
    {}

    // Message `number` (0 to 2) as its sender writes it.
    Bytes write(int number) { return (number == 1 ? responder : initiator).write(payload(number)).value(); }
    Result<Bytes> read(int number, ByteView message) { return (number == 1 ? initiator : responder).read(message); }
    static Bytes payload(int number) { return "payload " + std::to_string(number); }

    bool exchange(int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto got = read(i, write(i));
            if (!got || *got != payload(i))
                return false;
        }
        return true;
    }
};

// Writes the second message as a listener that shows keys of low order and so knows the "secrets" that
// come of them: all zero. Whoever does not check would accept it.
class LowOrderListener
{
public:
    LowOrderListener(Random& random, const X25519Public& remote, bool zeroEphemeral, bool zeroStatic)
        : m_ephemeral(X25519KeyPair::generate(random)), m_static(X25519KeyPair::generate(random)), m_remote(remote),
          m_zeroEphemeral(zeroEphemeral), m_zeroStatic(zeroStatic)
    {}

    Bytes message(SymmetricState& state) const
    {
        Bytes out(shown(m_ephemeral, m_zeroEphemeral).view());
        state.mixHash(out);
        state.mixKey(secret(m_ephemeral, m_zeroEphemeral));
        state.encryptAndHash(shown(m_static, m_zeroStatic).view(), out);
        state.mixKey(secret(m_static, m_zeroStatic));
        state.encryptAndHash({}, out);
        return out;
    }

private:
    static X25519Public shown(const X25519KeyPair& keys, bool zero) { return zero ? X25519Public{} : keys.publicKey(); }
    KeyBytes<32> secret(const X25519KeyPair& keys, bool zero) const
    {
        return zero ? KeyBytes<32>() : *keys.agree(m_remote);
    }

    X25519KeyPair m_ephemeral;
    X25519KeyPair m_static;
    X25519Public m_remote;
    bool m_zeroEphemeral;
    bool m_zeroStatic;
};

} // namespace

class TstNoise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void publishedVector_data();
    void publishedVector();
    void bothSuitesArePublishedVectors();
    void endsLearnEachOther_data() { suites(); }
    void endsLearnEachOther();
    void ciphersMatchTheOtherEnds_data() { suites(); }
    void ciphersMatchTheOtherEnds();
    void everyAlteredByteEndsTheHandshake_data();
    void everyAlteredByteEndsTheHandshake();
    void everyShorterMessageEndsTheHandshake_data() { everyAlteredByteEndsTheHandshake_data(); }
    void everyShorterMessageEndsTheHandshake();
    void anotherPrologueIsNoticed();
    void anotherSuiteIsNoticed();
    void lowOrderEphemeralOfTheDialerIsRefused();
    void lowOrderKeysOfTheListenerAreRefused_data();
    void lowOrderKeysOfTheListenerAreRefused();
    void lowOrderDeviceKeyOfTheDialerIsRefused_data();
    void lowOrderDeviceKeyOfTheDialerIsRefused();
    void callsOutOfTurnAreRefusedAndHarmless();
    void afterAFailureNothingGoesOn();
    void messagesStayWithinTheLimit();
    void everyChannelHasItsOwnHash();

private:
    void suites();
    QJsonArray m_vectors;
};

void TstNoise::suites()
{
    QTest::addColumn<Suite>("suite");
    QTest::newRow("AES-GCM") << Suite::AesGcm;
    QTest::newRow("ChaChaPoly") << Suite::ChaChaPoly;
}

void TstNoise::initTestCase()
{
    QFile file(QStringLiteral(SHOAL_TEST_DATA "/noise-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_vectors = QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("vectors")].toArray();
}

void TstNoise::publishedVector_data()
{
    QTest::addColumn<QJsonObject>("vector");
    for (const auto& vector : std::as_const(m_vectors)) {
        const QString name = vector[QStringLiteral("protocol_name")].toString();
        if (suiteNamed(name)) // the file also has a suite with BLAKE2b, which Shoal does not speak
            QTest::newRow(qPrintable(name)) << vector.toObject();
    }
}

void TstNoise::publishedVector()
{
    QFETCH(QJsonObject, vector);
    const Suite suite = *suiteNamed(vector[QStringLiteral("protocol_name")].toString());
    NoiseHandshake initiator = handshakeOf(vector, HandshakeRole::Initiator, suite);
    NoiseHandshake responder = handshakeOf(vector, HandshakeRole::Responder, suite);
    const QJsonArray messages = vector[QStringLiteral("messages")].toArray();
    QCOMPARE(messages.size(), 6);

    for (int i = 0; i < 3; ++i) {
        NoiseHandshake& writer = i == 1 ? responder : initiator;
        NoiseHandshake& reader = i == 1 ? initiator : responder;
        const Bytes payload = unhex(messages[i][QStringLiteral("payload")]);
        const auto message = writer.write(payload);
        QVERIFY(message);
        QCOMPARE(toHex(*message), messages[i][QStringLiteral("ciphertext")].toString().toStdString());
        const auto got = reader.read(*message);
        QVERIFY(got);
        QCOMPARE(toHex(*got), toHex(payload));
    }
    QCOMPARE(initiator.handshakeHash().hex(), vector[QStringLiteral("handshake_hash")].toString().toStdString());
    QCOMPARE(responder.handshakeHash(), initiator.handshakeHash());

    auto ofInitiator = initiator.takeCiphers();
    auto ofResponder = responder.takeCiphers();
    for (int i = 3; i < 6; ++i) {
        auto& writer = i % 2 == 0 ? ofInitiator : ofResponder;
        auto& reader = i % 2 == 0 ? ofResponder : ofInitiator;
        const Bytes payload = unhex(messages[i][QStringLiteral("payload")]);
        Bytes frame;
        writer.send.seal(payload, frame);
        QCOMPARE(toHex(frame), messages[i][QStringLiteral("ciphertext")].toString().toStdString());
        Bytes got;
        QVERIFY(reader.receive.open(frame, got));
        QCOMPARE(toHex(got), toHex(payload));
    }
}

void TstNoise::bothSuitesArePublishedVectors()
{
    bool aesGcm = false;
    bool chaChaPoly = false;
    for (const auto& vector : std::as_const(m_vectors)) {
        const auto suite = suiteNamed(vector[QStringLiteral("protocol_name")].toString());
        aesGcm = aesGcm || suite == Suite::AesGcm;
        chaChaPoly = chaChaPoly || suite == Suite::ChaChaPoly;
    }
    QVERIFY(aesGcm);
    QVERIFY(chaChaPoly);
}

void TstNoise::endsLearnEachOther()
{
    QFETCH(Suite, suite);
    Pair pair(suite);
    QVERIFY(pair.exchange(2));
    QVERIFY(!pair.initiator.finished());
    QVERIFY(pair.initiator.remoteDevice().isZero());
    const Bytes last = pair.write(2);
    QVERIFY(pair.initiator.finished());
    QVERIFY(!pair.responder.finished());
    QVERIFY(pair.read(2, last));
    QVERIFY(pair.responder.finished());
    QCOMPARE(pair.initiator.remoteDevice(), pair.listener.id());
    QCOMPARE(pair.responder.remoteDevice(), pair.dialer.id());
    QCOMPARE(pair.initiator.handshakeHash(), pair.responder.handshakeHash());
}

void TstNoise::ciphersMatchTheOtherEnds()
{
    QFETCH(Suite, suite);
    Pair pair(suite);
    QVERIFY(pair.exchange(3));
    auto near = pair.initiator.takeCiphers();
    auto far = pair.responder.takeCiphers();
    for (int i = 0; i < 3; ++i) {
        Bytes there;
        near.send.seal("there", there);
        Bytes back;
        far.send.seal("there", back);
        QVERIFY(there != back); // each direction has its own key
        Bytes got;
        QVERIFY(far.receive.open(there, got));
        QVERIFY(near.receive.open(back, got));
        QCOMPARE(got, Bytes("therethere"));
    }
    Bytes reflected;
    near.send.seal("to myself", reflected);
    Bytes got;
    QVERIFY(!near.receive.open(reflected, got));
}

void TstNoise::everyAlteredByteEndsTheHandshake_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("first message") << 0;
    QTest::newRow("second message") << 1;
    QTest::newRow("third message") << 2;
}

// The first message is not authenticated by itself: what was done to it shows in the second.
void TstNoise::everyAlteredByteEndsTheHandshake()
{
    QFETCH(int, number);
    Pair original;
    QVERIFY(original.exchange(number));
    const Bytes message = original.write(number);
    // The top bit of an X25519 key is not used by the agreement, but it is hashed.
    for (size_t i = 0; i < message.size(); ++i) {
        Pair pair;
        QVERIFY(pair.exchange(number));
        Bytes altered = pair.write(number);
        QCOMPARE(altered, message);
        altered[i] = static_cast<char>(altered[i] ^ 0x80);
        const auto got = pair.read(number, altered);
        if (number == 0) {
            QVERIFY(got);
            QVERIFY(!pair.read(1, pair.write(1)));
        } else {
            QVERIFY(!got);
            QCOMPARE(got.error().code, ErrorCode::Protocol);
        }
    }
}

void TstNoise::everyShorterMessageEndsTheHandshake()
{
    QFETCH(int, number);
    Pair original;
    QVERIFY(original.exchange(number));
    const size_t size = original.write(number).size();
    const size_t keySize = 32;
    for (size_t kept = 0; kept < size; ++kept) {
        Pair pair;
        QVERIFY(pair.exchange(number));
        const auto got = pair.read(number, pair.write(number).substr(0, kept));
        const bool onlyThePayloadIsCut = number == 0 && kept >= keySize;
        if (onlyThePayloadIsCut) {
            QVERIFY(got);
            QVERIFY(!pair.read(1, pair.write(1)));
        } else {
            QVERIFY(!got);
            QCOMPARE(got.error().code, ErrorCode::Protocol);
        }
    }
}

void TstNoise::anotherPrologueIsNoticed()
{
    Pair pair(Suite::AesGcm, "versions 1 to 3", "versions 1 to 2");
    QVERIFY(pair.read(0, pair.write(0)));
    QVERIFY(!pair.read(1, pair.write(1)));
}

void TstNoise::anotherSuiteIsNoticed()
{
    Pair aes(Suite::AesGcm);
    Pair chacha(Suite::ChaChaPoly);
    QVERIFY(chacha.responder.read(aes.write(0)));
    QVERIFY(!aes.initiator.read(chacha.write(1)));
}

void TstNoise::lowOrderEphemeralOfTheDialerIsRefused()
{
    Pair pair;
    QVERIFY(pair.responder.read(Bytes(32, '\0')));
    const auto answer = pair.responder.write({});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Protocol);
}

void TstNoise::lowOrderKeysOfTheListenerAreRefused_data()
{
    QTest::addColumn<bool>("zeroEphemeral");
    QTest::addColumn<bool>("zeroStatic");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("honest keys are accepted") << false << false << true;
    QTest::newRow("ephemeral key of low order") << true << false << false;
    QTest::newRow("device key of low order") << false << true << false;
}

void TstNoise::lowOrderKeysOfTheListenerAreRefused()
{
    QFETCH(bool, zeroEphemeral);
    QFETCH(bool, zeroStatic);
    QFETCH(bool, accepted);
    Pair pair;
    const Bytes first = pair.initiator.write({}).value();

    SymmetricState forged(Suite::AesGcm, "prologue");
    forged.mixHash(first);
    forged.mixHash({});
    const LowOrderListener listener(*pair.random, X25519Public::from(first), zeroEphemeral, zeroStatic);
    QCOMPARE(bool(pair.initiator.read(listener.message(forged))), accepted);
}

void TstNoise::lowOrderDeviceKeyOfTheDialerIsRefused_data()
{
    QTest::addColumn<bool>("zeroStatic");
    QTest::newRow("an honest key is accepted") << false;
    QTest::newRow("a device key of low order is not") << true;
}

void TstNoise::lowOrderDeviceKeyOfTheDialerIsRefused()
{
    QFETCH(bool, zeroStatic);
    Pair pair;
    const X25519KeyPair ephemeral = X25519KeyPair::generate(*pair.random);
    SymmetricState forged(Suite::AesGcm, "prologue");
    forged.mixHash(ephemeral.publicKey().view());
    forged.mixHash({});
    QVERIFY(pair.responder.read(ephemeral.publicKey().view()));

    // The dialer's view of the honest second message.
    const Bytes second = pair.responder.write({}).value();
    const ByteView view = second;
    const X25519Public remoteEphemeral = X25519Public::from(view.substr(0, 32));
    forged.mixHash(view.substr(0, 32));
    forged.mixKey(*ephemeral.agree(remoteEphemeral));
    const auto remoteStatic = forged.decryptAndHash(view.substr(32, 48));
    QVERIFY(remoteStatic);
    forged.mixKey(*ephemeral.agree(X25519Public::from(*remoteStatic)));
    QVERIFY(forged.decryptAndHash(view.substr(80)));

    Bytes third;
    const X25519KeyPair own = X25519KeyPair::generate(*pair.random);
    forged.encryptAndHash(zeroStatic ? X25519Public{}.view() : own.publicKey().view(), third);
    forged.mixKey(zeroStatic ? KeyBytes<32>() : *own.agree(remoteEphemeral));
    forged.encryptAndHash({}, third);
    QCOMPARE(bool(pair.responder.read(third)), !zeroStatic);
}

void TstNoise::callsOutOfTurnAreRefusedAndHarmless()
{
    Pair pair;
    QCOMPARE(pair.responder.write({}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(pair.initiator.read({}).error().code, ErrorCode::InvalidArgument);
    QVERIFY(pair.exchange(1));
    QCOMPARE(pair.initiator.write({}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(pair.responder.read({}).error().code, ErrorCode::InvalidArgument);
    QVERIFY(pair.read(1, pair.write(1)));
    QVERIFY(pair.read(2, pair.write(2)));
    QCOMPARE(pair.initiator.write({}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(pair.responder.read({}).error().code, ErrorCode::InvalidArgument);
    QVERIFY(pair.initiator.finished());
    QVERIFY(pair.responder.finished());
}

void TstNoise::afterAFailureNothingGoesOn()
{
    Pair pair;
    QVERIFY(pair.exchange(1));
    const Bytes genuine = pair.write(1);
    QVERIFY(!pair.read(1, genuine.substr(1)));
    QCOMPARE(pair.read(1, genuine).error().code, ErrorCode::Closed);
    QCOMPARE(pair.initiator.write({}).error().code, ErrorCode::Closed);
    QVERIFY(!pair.initiator.finished());
    QVERIFY(pair.initiator.remoteDevice().isZero());
}

void TstNoise::messagesStayWithinTheLimit()
{
    Pair pair;
    const auto tooLong = pair.initiator.write(Bytes(kMaxNoiseMessage, 'x'));
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().code, ErrorCode::InvalidArgument);
    QVERIFY(pair.exchange(1)); // nothing had happened

    const size_t largest = kMaxNoiseMessage - 96;
    QVERIFY(!pair.responder.write(Bytes(largest + 1, 'x')));
    const auto second = pair.responder.write(Bytes(largest, 'x'));
    QVERIFY(second);
    QCOMPARE(second->size(), kMaxNoiseMessage);
    QCOMPARE(pair.initiator.read(*second)->size(), largest);

    Pair other;
    QCOMPARE(other.responder.read(Bytes(kMaxNoiseMessage + 1, 'x')).error().code, ErrorCode::Protocol);
}

void TstNoise::everyChannelHasItsOwnHash()
{
    Pair first;
    const DeviceIdentity& dialer = first.dialer;
    const DeviceIdentity& listener = first.listener;
    QVERIFY(first.exchange(3));
    NoiseHandshake initiator(HandshakeRole::Initiator, Suite::AesGcm, dialer, "prologue", *first.random);
    NoiseHandshake responder(HandshakeRole::Responder, Suite::AesGcm, listener, "prologue", *first.random);
    QVERIFY(responder.read(initiator.write("payload 0").value()));
    QVERIFY(initiator.read(responder.write("payload 1").value()));
    QVERIFY(responder.read(initiator.write("payload 2").value()));
    QCOMPARE(initiator.handshakeHash(), responder.handshakeHash());
    QVERIFY(initiator.handshakeHash() != first.initiator.handshakeHash());
}

QTEST_GUILESS_MAIN(TstNoise)
#include "tst_noise.moc"
