// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_calls.h"

#include <algorithm>
#include <sys/xattr.h>

namespace shoal::storage::posix {

namespace {

bool travels(ByteView name)
{
    return name.starts_with(kUserXattrPrefix) && !name.starts_with(kOwnXattrPrefix);
}

// Those that say what a security module of this machine thinks of a file mean nothing on another one.
bool isSpecial(ByteView name)
{
    for (const ByteView ofMachine :
         {"security.selinux", "security.SMACK64", "security.apparmor", "security.ima", "security.evm"}) {
        if (name.starts_with(ofMachine))
            return false;
    }
    return name.starts_with("security.") || name.starts_with("trusted.");
}

bool hasNone(int errnoValue)
{
    return errnoValue == EOPNOTSUPP || errnoValue == ENOSYS;
}

// The names of the attributes that `wanted` wants.
Result<std::vector<Bytes>> listNames(int fd, bool (*wanted)(ByteView), ByteView label)
{
    Bytes buffer(256, '\0'); // most files have none
    ssize_t size = ::flistxattr(fd, buffer.data(), buffer.size());
    if (size < 0 && errno == ERANGE) {
        buffer.resize(65536); // XATTR_LIST_MAX
        size = ::flistxattr(fd, buffer.data(), buffer.size());
    }
    if (size < 0) {
        Error error = failure(errno, "list the extended attributes of", label);
        if (hasNone(errno))
            error.code = ErrorCode::Unsupported;
        return fail(std::move(error));
    }
    std::vector<Bytes> names;
    for (ByteView rest(buffer.data(), static_cast<size_t>(size)); !rest.empty();) {
        const ByteView name = rest.substr(0, rest.find('\0'));
        if (wanted(name))
            names.emplace_back(name);
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Xattrs> readOnes(int fd, bool (*wanted)(ByteView), ByteView label)
{
    auto names = listNames(fd, wanted, label);
    if (!names)
        return fail(names.error());
    Xattrs found;
    char value[kXattrValueLimit];
    for (auto& name : *names) {
        const ssize_t size = ::fgetxattr(fd, name.c_str(), value, sizeof value);
        if (size >= 0)
            found.emplace_back(std::move(name), Bytes(value, static_cast<size_t>(size)));
        else if (errno != ENODATA && errno != ERANGE && errno != E2BIG) // removed meanwhile; above the limit
            return fail(failure(errno, "read the extended attributes of", label));
    }
    return found;
}

bool contains(const Xattrs& xattrs, const Bytes& name)
{
    return std::any_of(xattrs.begin(), xattrs.end(), [&](const auto& pair) { return pair.first == name; });
}

} // namespace

Result<Xattrs> readXattrs(int fd, ByteView label)
{
    return readOnes(fd, travels, label);
}

Result<Xattrs> readSpecialXattrs(int fd, ByteView label)
{
    return readOnes(fd, isSpecial, label);
}

void writeSpecialXattrs(int fd, const Xattrs& wanted, ByteView label)
{
    for (const auto& [name, value] : wanted) {
        if (isSpecial(name) && name.find('\0') == Bytes::npos && value.size() <= kXattrValueLimit)
            (void)::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0);
    }
    for (const Bytes& name : listNames(fd, isSpecial, label).value_or(std::vector<Bytes>())) {
        if (!contains(wanted, name))
            (void)::fremovexattr(fd, name.c_str());
    }
}

Result<void> writeXattrs(int fd, const Xattrs& wanted, ByteView label)
{
    auto present = listNames(fd, travels, label);
    if (!present && present.error().code == ErrorCode::Unsupported)
        return {};
    if (!present)
        return fail(present.error());
    for (const auto& [name, value] : wanted) {
        if (!travels(name) || name.find('\0') != Bytes::npos || value.size() > kXattrValueLimit)
            return fail(ErrorCode::InvalidArgument, "the extended attribute '" + printable(name) +
                                                        "' is not a user attribute of at most " +
                                                        std::to_string(kXattrValueLimit) + " bytes");
        if (::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0) != 0) {
            if (hasNone(errno))
                return {};
            return fail(failure(errno, "set an extended attribute of", label));
        }
    }
    for (const auto& name : *present) {
        if (!contains(wanted, name) && ::fremovexattr(fd, name.c_str()) != 0 && errno != ENODATA)
            return fail(failure(errno, "remove an extended attribute of", label));
    }
    return {};
}

} // namespace shoal::storage::posix
