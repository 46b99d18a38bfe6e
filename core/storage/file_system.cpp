// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/file_system.h"

namespace shoal::storage {

Result<Bytes> File::readAll(size_t limit)
{
    const auto now = stat();
    if (!now)
        return fail(now.error());
    // One more byte than the file has shows that it grew; one more than the limit, that it is too long.
    Bytes content;
    size_t wanted = static_cast<size_t>(now->size) + 1;
    while (true) {
        const size_t before = content.size();
        const size_t capacity = wanted > limit ? limit + 1 : wanted;
        content.resize(capacity);
        const auto got = read(before, content.data() + before, capacity - before);
        if (!got)
            return fail(got.error());
        content.resize(before + *got);
        if (content.size() > limit)
            return fail(ErrorCode::InvalidArgument, "the file is longer than " + std::to_string(limit) + " bytes");
        if (content.size() < capacity)
            return content;
        wanted = capacity * 2;
    }
}

Result<void> checkName(ByteView name)
{
    const char* reason = nullptr;
    if (name.empty())
        reason = "is empty";
    else if (name == "." || name == "..")
        reason = "is not the name of an entry";
    else if (name.find('/') != ByteView::npos)
        reason = "contains a '/'";
    else if (name.find('\0') != ByteView::npos)
        reason = "contains a NUL byte";
    if (reason)
        return fail(ErrorCode::InvalidArgument, "the name '" + printable(name) + "' " + reason);
    return {};
}

Result<void> checkPath(ByteView path)
{
    if (path.empty())
        return {};
    while (true) {
        const size_t slash = path.find('/');
        if (auto good = checkName(path.substr(0, slash)); !good)
            return good;
        if (slash == ByteView::npos)
            return {};
        path.remove_prefix(slash + 1);
    }
}

} // namespace shoal::storage
