// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/identity.h"
#include "shared/base/durable_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::crypto {

namespace {

constexpr ByteView kHeader = "shoal device key 1\n";
constexpr size_t kFileSize = kHeader.size() + 2 * 32;

tl::unexpected<Error> failed(const char* action, const Bytes& path)
{
    const int reason = errno;
    return fail(systemError(reason, std::string("cannot ") + action + " the device key " + printable(path)));
}

// The device key must be a plain file of the right size that nobody else can use.
Result<void> checkFile(const FileDescriptor& file, const Bytes& path)
{
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0)
        return failed("examine", path);
    const std::string name = "the device key " + printable(path);
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::InvalidArgument, name + " is not a regular file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        char mode[8];
        std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(status.st_mode & 07777));
        return fail(ErrorCode::PermissionDenied,
                    name + " has mode " + mode + ", so others than its owner may use it; it must have mode 0600");
    }
    if (status.st_size != static_cast<off_t>(kFileSize)) {
        return fail(ErrorCode::Corrupt, name + " has " + std::to_string(status.st_size) + " bytes; it must have " +
                                            std::to_string(kFileSize));
    }
    return {};
}

Result<void> readAll(const FileDescriptor& file, KeyBytes<kFileSize>& content, const Bytes& path)
{
    size_t done = 0;
    while (done < kFileSize) {
        const ssize_t part = ::read(file.get(), content.data() + done, kFileSize - done);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return failed("read", path);
        if (part == 0)
            return fail(ErrorCode::Corrupt, "the device key " + printable(path) + " became shorter while it was read");
        done += static_cast<size_t>(part);
    }
    return {};
}

Result<DeviceIdentity> load(const Bytes& path)
{
    // O_NONBLOCK: a FIFO in this place is refused by checkFile() instead of blocking here.
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return failed("open", path);
    if (const auto checked = checkFile(file, path); !checked)
        return fail(checked.error());
    KeyBytes<kFileSize> content;
    if (const auto complete = readAll(file, content, path); !complete)
        return fail(complete.error());

    const ByteView view = content.view();
    if (view.substr(0, kHeader.size()) != kHeader)
        return fail(ErrorCode::Corrupt,
                    "the device key " + printable(path) + " does not begin with \"shoal device key 1\"");
    const X25519KeyPair keys(KeyBytes<32>::from(view.substr(kHeader.size(), 32)));
    if (keys.publicKey().view() != view.substr(kHeader.size() + 32))
        return fail(ErrorCode::Corrupt,
                    "the device key " + printable(path) + " is damaged: its two halves do not belong together");
    return DeviceIdentity(keys);
}

Result<void> keepName(const Bytes& path)
{
    if (!syncFolderOf(path))
        return failed("make durable", path);
    return {};
}

// Gives the finished file its name unless the name is taken. A file system that cannot do that in one
// step gets a plain rename: the lock of the storage folder keeps a second process away.
int renameNew(const Bytes& from, const Bytes& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    return ::rename(from.c_str(), to.c_str());
}

Result<void> writeNew(const Bytes& temporary, const Bytes& path, const DeviceIdentity& identity)
{
    KeyBytes<kFileSize> content;
    std::memcpy(content.data(), kHeader.data(), kHeader.size());
    std::memcpy(content.data() + kHeader.size(), identity.keys().privateKey().data(), 32);
    std::memcpy(content.data() + kHeader.size() + 32, identity.id().bytes.data(), 32);

    const FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return failed("create", path);
    Result<void> written;
    if (!writeDurably(file, content.view()))
        written = failed("write", path);
    else if (renameNew(temporary, path) != 0 && errno != EEXIST)
        written = failed("create", path);
    // Still there after a failure or when another process was first; gone after a rename.
    ::unlink(temporary.c_str());
    return written ? keepName(path) : written;
}

} // namespace

Result<void> DeviceIdentity::setAside(const Bytes& path, int64_t nowNs)
{
    if (renameNew(path, path + ".cloned-" + std::to_string(nowNs / 1'000'000'000)) != 0)
        return failed("set aside", path);
    return keepName(path);
}

Result<DeviceIdentity> DeviceIdentity::loadOrCreate(const Bytes& path, Random& random)
{
    auto loaded = load(path);
    if (loaded || loaded.error().code != ErrorCode::NotFound)
        return loaded;
    const Bytes temporary = path + "." + toHex(random.bytes(8)) + ".new";
    if (const auto written = writeNew(temporary, path, generate(random)); !written)
        return fail(written.error());
    return load(path); // what is stored counts: another process may have been first
}

} // namespace shoal::crypto
