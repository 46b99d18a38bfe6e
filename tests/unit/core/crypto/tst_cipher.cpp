// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/cipher.h"

#include <QTest>

#include <vector>

using namespace shoal;
using namespace shoal::crypto;

namespace {

KeyBytes<32> countingKey()
{
    KeyBytes<32> key;
    for (size_t i = 0; i < 32; ++i)
        key.data()[i] = static_cast<unsigned char>(i);
    return key;
}

Bytes frame(int number)
{
    return "frame " + std::to_string(number);
}

Bytes sealed(CipherState& cipher, ByteView plaintext)
{
    Bytes out;
    cipher.seal(plaintext, out);
    return out;
}

} // namespace

class TstCipher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesHaveTheirKnownValuesAcrossRekeys_data();
    void framesHaveTheirKnownValuesAcrossRekeys();
    void whatIsSealedOpens_data() { suites(); }
    void whatIsSealedOpens();
    void bothEndsChangeTheKeyTogether_data() { suites(); }
    void bothEndsChangeTheKeyTogether();
    void appendsToWhatIsThere_data() { suites(); }
    void appendsToWhatIsThere();
    void everyAlteredByteIsNoticed_data() { suites(); }
    void everyAlteredByteIsNoticed();
    void aRefusedFrameChangesNothing_data() { suites(); }
    void aRefusedFrameChangesNothing();
    void framesOpenOnlyOnceAndInOrder_data() { suites(); }
    void framesOpenOnlyOnceAndInOrder();
    void associatedDataIsAuthenticated_data() { suites(); }
    void associatedDataIsAuthenticated();
    void refusesFramesOfImpossibleSize_data();
    void refusesFramesOfImpossibleSize();
    void aMovedCipherGoesOn();
    void suitesDoNotReadEachOther();

private:
    void suites();
};

void TstCipher::suites()
{
    QTest::addColumn<Suite>("suite");
    QTest::newRow("AES-256-GCM") << Suite::AesGcm;
    QTest::newRow("ChaCha20-Poly1305") << Suite::ChaChaPoly;
}

// Computed with Python's cryptography: key 00 01 .. 1f, a new key after every two frames.
void TstCipher::framesHaveTheirKnownValuesAcrossRekeys_data()
{
    QTest::addColumn<Suite>("suite");
    QTest::addColumn<std::vector<Bytes>>("frames");
    QTest::newRow("AES-256-GCM") << Suite::AesGcm
                                 << std::vector<Bytes>{"68ced4b3d00cb3e86eab2ddd0abd3506517be9ed0911fc",
                                                       "73a4de9121d401e40ed9ce5ab63c270650f8c8eaa6be5a",
                                                       "26414d77aa580b25be76e028cb7505be26d2f40bda7344",
                                                       "7d470255e8e1f509e553c8db1de70dea4ffd84d8ce3bab",
                                                       "e2d6113b932a9483b558c46973adb6b726bd728fedda5c"};
    QTest::newRow("ChaCha20-Poly1305") << Suite::ChaChaPoly
                                       << std::vector<Bytes>{"7eca235cc8c696fdf2ef812bbc750a0d408dbd0cf24464",
                                                             "f9259232d00a9e6289a9af8924fba2be09141e1b6137f6",
                                                             "e2e989fa82b568dd7494579e8d30007724729c2ee3181e",
                                                             "bdb97460c682f9ce570f151ca3f55c76baa24756aa7f06",
                                                             "2a16bfccca42a273b124bddd50ce337246b4ecec840652"};
}

void TstCipher::framesHaveTheirKnownValuesAcrossRekeys()
{
    QFETCH(Suite, suite);
    QFETCH(std::vector<Bytes>, frames);
    CipherState cipher(suite, countingKey(), 2);
    for (size_t i = 0; i < frames.size(); ++i)
        QCOMPARE(toHex(sealed(cipher, frame(static_cast<int>(i)))), frames[i]);
}

void TstCipher::whatIsSealedOpens()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey());
    CipherState receiver(suite, countingKey());
    for (const size_t size :
         {size_t{0}, size_t{1}, size_t{15}, size_t{16}, size_t{17}, size_t{4096}, kMaxFramePlaintext}) {
        const Bytes plaintext(size, 'x');
        const Bytes ciphertext = sealed(sender, plaintext);
        QCOMPARE(ciphertext.size(), size + kTagSize);
        Bytes opened;
        QVERIFY(receiver.open(ciphertext, opened));
        QVERIFY(opened == plaintext);
    }
}

void TstCipher::bothEndsChangeTheKeyTogether()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey(), 3);
    CipherState receiver(suite, countingKey(), 3);
    CipherState withoutRekey(suite, countingKey());
    for (int i = 0; i < 20; ++i) {
        const Bytes ciphertext = sealed(sender, frame(i));
        Bytes opened;
        QVERIFY(receiver.open(ciphertext, opened));
        QCOMPARE(opened, frame(i));
        const Bytes same = sealed(withoutRekey, frame(i));
        QCOMPARE(same == ciphertext, i < 3); // the key did change
    }
}

void TstCipher::appendsToWhatIsThere()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey());
    CipherState receiver(suite, countingKey());
    Bytes wire = "head";
    sender.seal("one", wire);
    QCOMPARE(wire.substr(0, 4), Bytes("head"));
    Bytes opened = "before ";
    QVERIFY(receiver.open(ByteView(wire).substr(4), opened));
    QCOMPARE(opened, Bytes("before one"));
}

void TstCipher::everyAlteredByteIsNoticed()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey());
    CipherState receiver(suite, countingKey());
    const Bytes ciphertext = sealed(sender, "an edit of a file");
    Bytes opened;
    for (size_t i = 0; i < ciphertext.size(); ++i) {
        Bytes altered = ciphertext;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        const auto result = receiver.open(altered, opened);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Protocol);
    }
    QVERIFY(!receiver.open(ByteView(ciphertext).substr(0, ciphertext.size() - 1), opened));
    QVERIFY(opened.empty());
}

void TstCipher::aRefusedFrameChangesNothing()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey(), 1);
    CipherState receiver(suite, countingKey(), 1);
    for (int i = 0; i < 4; ++i) {
        const Bytes ciphertext = sealed(sender, frame(i));
        Bytes forged = ciphertext;
        forged[0] = static_cast<char>(forged[0] ^ 1);
        Bytes opened = "kept ";
        QVERIFY(!receiver.open(forged, opened));
        QCOMPARE(opened, Bytes("kept "));
        QVERIFY(receiver.open(ciphertext, opened));
        QCOMPARE(opened, "kept " + frame(i));
    }
}

void TstCipher::framesOpenOnlyOnceAndInOrder()
{
    QFETCH(Suite, suite);
    CipherState sender(suite, countingKey());
    CipherState receiver(suite, countingKey());
    const Bytes first = sealed(sender, frame(1));
    const Bytes second = sealed(sender, frame(2));
    Bytes opened;
    QVERIFY(!receiver.open(second, opened));
    QVERIFY(receiver.open(first, opened));
    QVERIFY(!receiver.open(first, opened));
    QVERIFY(receiver.open(second, opened));
    QCOMPARE(opened, frame(1) + frame(2));
}

void TstCipher::associatedDataIsAuthenticated()
{
    QFETCH(Suite, suite);
    AeadKey key(suite, countingKey());
    Bytes ciphertext;
    key.seal(7, "associated", "plaintext", ciphertext);
    Bytes opened;
    QVERIFY(!key.open(7, "associate", ciphertext, opened));
    QVERIFY(!key.open(7, {}, ciphertext, opened));
    QVERIFY(!key.open(8, "associated", ciphertext, opened));
    QVERIFY(opened.empty());
    QVERIFY(key.open(7, "associated", ciphertext, opened));
    QCOMPARE(opened, Bytes("plaintext"));
}

void TstCipher::refusesFramesOfImpossibleSize_data()
{
    QTest::addColumn<size_t>("size");
    QTest::newRow("nothing") << size_t{0};
    QTest::newRow("less than a tag") << size_t{15};
    QTest::newRow("more than a Noise message") << size_t{65536};
}

void TstCipher::refusesFramesOfImpossibleSize()
{
    QFETCH(size_t, size);
    CipherState receiver(Suite::AesGcm, countingKey());
    Bytes opened;
    const auto result = receiver.open(Bytes(size, '\0'), opened);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Protocol);
    QVERIFY2(result.error().context.find("of " + std::to_string(size) + " bytes") != Bytes::npos,
             result.error().context.c_str());
}

void TstCipher::aMovedCipherGoesOn()
{
    CipherState sender(Suite::AesGcm, countingKey(), 2);
    CipherState receiver(Suite::AesGcm, countingKey(), 2);
    Bytes opened;
    QVERIFY(receiver.open(sealed(sender, frame(0)), opened));
    CipherState moved = std::move(sender);
    QVERIFY(receiver.open(sealed(moved, frame(1)), opened));
    CipherState other(Suite::ChaChaPoly, KeyBytes<32>());
    other = std::move(moved);
    QVERIFY(receiver.open(sealed(other, frame(2)), opened));
    QCOMPARE(opened, frame(0) + frame(1) + frame(2));
}

void TstCipher::suitesDoNotReadEachOther()
{
    CipherState sender(Suite::AesGcm, countingKey());
    CipherState receiver(Suite::ChaChaPoly, countingKey());
    Bytes opened;
    QVERIFY(!receiver.open(sealed(sender, frame(0)), opened));
}

QTEST_GUILESS_MAIN(TstCipher)
#include "tst_cipher.moc"
