// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/identity.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::crypto;

class TstIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreementHasTheValueOfRfc7748();
    void lowOrderPointsGiveNoSecret_data();
    void lowOrderPointsGiveNoSecret();
    void firstStartMakesOneAndLaterStartsKeepIt();
    void fileIsForItsOwnerOnlyAndNothingElseIsLeft();
    void twoDevicesDiffer();
    void refusesAFileThatOthersMayUse_data();
    void refusesAFileThatOthersMayUse();
    void refusesADamagedFile_data();
    void refusesADamagedFile();
    void refusesWhatIsNoFile();
    void saysWhereItCannotWrite();
    void aFailedStartLeavesNoKeyBehind();

private:
    // A fresh folder, and the path of the key in it.
    Bytes freshPath();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Random> m_random = makeSystemRandom();
};

namespace {

Bytes unhex(ByteView hex)
{
    Bytes out;
    return fromHex(hex, out) ? out : Bytes();
}

QString name(const Bytes& path)
{
    return QFile::decodeName(path.c_str());
}

Bytes contentOf(const Bytes& path)
{
    QFile file(name(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : Bytes();
}

bool replaceContent(const Bytes& path, const Bytes& content)
{
    QFile file(name(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
           file.write(content.data(), static_cast<qint64>(content.size())) == static_cast<qint64>(content.size());
}

} // namespace

Bytes TstIdentity::freshPath()
{
    m_folder = std::make_unique<QTemporaryDir>();
    return QFile::encodeName(m_folder->filePath(QStringLiteral("device.key"))).toStdString();
}

void TstIdentity::agreementHasTheValueOfRfc7748()
{
    // Section 5.2, first vector.
    const X25519KeyPair keys(
        KeyBytes<32>::from(unhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")));
    const auto shared =
        keys.agree(X25519Public::from(unhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")));
    QVERIFY(shared);
    QCOMPARE(toHex(shared->view()), Bytes("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
}

void TstIdentity::lowOrderPointsGiveNoSecret_data()
{
    QTest::addColumn<Bytes>("point");
    QTest::newRow("zero") << Bytes("0000000000000000000000000000000000000000000000000000000000000000");
    QTest::newRow("one") << Bytes("0100000000000000000000000000000000000000000000000000000000000000");
    QTest::newRow("of order 8") << Bytes("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    QTest::newRow("the other of order 8") << Bytes("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
    QTest::newRow("p - 1") << Bytes("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("p, which is zero") << Bytes("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    QTest::newRow("p + 1, which is one") << Bytes("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
}

void TstIdentity::lowOrderPointsGiveNoSecret()
{
    QFETCH(Bytes, point);
    bool sizeFits = false;
    const X25519Public remote = X25519Public::from(unhex(point), &sizeFits);
    QVERIFY(sizeFits);
    QVERIFY(!X25519KeyPair::generate(*m_random).agree(remote));
}

void TstIdentity::firstStartMakesOneAndLaterStartsKeepIt()
{
    const Bytes path = freshPath();
    const auto first = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(first);
    QVERIFY(!first->id().isZero());
    const auto second = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(second);
    QCOMPARE(second->id(), first->id());
    // The private half is the same too: both reach the same secret with a third key.
    const X25519KeyPair third = X25519KeyPair::generate(*m_random);
    QCOMPARE(Bytes(second->keys().agree(third.publicKey())->view()),
             Bytes(third.agree(X25519Public::from(first->id().view()))->view()));
}

void TstIdentity::fileIsForItsOwnerOnlyAndNothingElseIsLeft()
{
    const Bytes path = freshPath();
    const mode_t before = ::umask(0);
    const auto made = DeviceIdentity::loadOrCreate(path, *m_random);
    ::umask(before);
    QVERIFY(made);
    struct stat status = {};
    QCOMPARE(::stat(path.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t{0600});
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList(QStringLiteral("device.key")));
}

void TstIdentity::twoDevicesDiffer()
{
    QVERIFY(DeviceIdentity::generate(*m_random).id() != DeviceIdentity::generate(*m_random).id());
}

void TstIdentity::refusesAFileThatOthersMayUse_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("readable by the group") << 0640;
    QTest::newRow("readable by all") << 0604;
    QTest::newRow("writable by the group") << 0620;
    QTest::newRow("open to all") << 0666;
}

void TstIdentity::refusesAFileThatOthersMayUse()
{
    QFETCH(int, mode);
    const Bytes path = freshPath();
    QVERIFY(DeviceIdentity::loadOrCreate(path, *m_random));
    QCOMPARE(::chmod(path.c_str(), static_cast<mode_t>(mode)), 0);
    const auto refused = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);
    QVERIFY2(refused.error().context.find("must have mode 0600") != Bytes::npos, refused.error().context.c_str());
}

void TstIdentity::refusesADamagedFile_data()
{
    QTest::addColumn<int>("at"); // where one bit is turned over, or -1
    QTest::addColumn<int>("size");
    QTest::addColumn<Bytes>("reason");
    QTest::newRow("empty") << -1 << 0 << Bytes("has 0 bytes; it must have 83");
    QTest::newRow("one byte short") << -1 << 82 << Bytes("has 82 bytes; it must have 83");
    QTest::newRow("one byte too long") << -1 << 84 << Bytes("has 84 bytes; it must have 83");
    QTest::newRow("of another version") << 17 << 83 << Bytes("does not begin with");
    QTest::newRow("private key altered") << 30 << 83 << Bytes("do not belong together");
    QTest::newRow("public key altered") << 82 << 83 << Bytes("do not belong together");
}

void TstIdentity::refusesADamagedFile()
{
    QFETCH(int, at);
    QFETCH(int, size);
    QFETCH(Bytes, reason);
    const Bytes path = freshPath();
    QVERIFY(DeviceIdentity::loadOrCreate(path, *m_random));
    Bytes content = contentOf(path);
    QCOMPARE(content.size(), size_t{83});
    content.resize(static_cast<size_t>(size));
    if (at >= 0) {
        char& byte = content[static_cast<size_t>(at)];
        byte = static_cast<char>(byte ^ 2);
    }
    QVERIFY(replaceContent(path, content));

    const auto refused = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    QVERIFY2(refused.error().context.find(reason) != Bytes::npos, refused.error().context.c_str());
    QCOMPARE(contentOf(path), content); // a damaged key is for a person to judge, never replaced
}

void TstIdentity::refusesWhatIsNoFile()
{
    const Bytes path = freshPath();
    QCOMPARE(::mkdir(path.c_str(), 0700), 0);
    const auto folder = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(!folder);
    QVERIFY2(folder.error().context.find("is not a regular file") != Bytes::npos, folder.error().context.c_str());

    const Bytes pipe = path + ".pipe";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    const auto fifo = DeviceIdentity::loadOrCreate(pipe, *m_random);
    QVERIFY(!fifo);
    QVERIFY2(fifo.error().context.find("is not a regular file") != Bytes::npos, fifo.error().context.c_str());
}

void TstIdentity::saysWhereItCannotWrite()
{
    const Bytes path = freshPath() + "/no such folder/device.key";
    const auto refused = DeviceIdentity::loadOrCreate(path, *m_random);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotFound);
    QVERIFY2(refused.error().context.find(path) != Bytes::npos, refused.error().context.c_str());
}

void TstIdentity::aFailedStartLeavesNoKeyBehind()
{
    // The name is taken by a link that leads nowhere: there is nothing to read and nothing may be replaced.
    const Bytes path = freshPath();
    QCOMPARE(::symlink("nowhere", path.c_str()), 0);
    QVERIFY(!DeviceIdentity::loadOrCreate(path, *m_random));
    const auto everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    QCOMPARE(QDir(m_folder->path()).entryList(everything), QStringList(QStringLiteral("device.key")));
}

QTEST_GUILESS_MAIN(TstIdentity)
#include "tst_identity.moc"
