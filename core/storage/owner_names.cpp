// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/owner_names.h"

#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <vector>

namespace shoal::storage {

namespace {

// A group with very many members needs a large buffer; more than this is a broken database.
constexpr size_t kFirstBuffer = 1024;
constexpr size_t kLargestBuffer = 16 * 1024 * 1024;

// Calls `ask(buffer, size)`, which returns an errno value, with larger and larger buffers.
template <class Ask> void withBuffer(Ask ask)
{
    std::vector<char> buffer(kFirstBuffer);
    for (int error = EINTR; error == EINTR || error == ERANGE;) {
        error = ask(buffer.data(), buffer.size());
        if (error != ERANGE)
            continue;
        if (buffer.size() >= kLargestBuffer)
            return;
        buffer.resize(buffer.size() * 4);
    }
}

// The value kept for `key`, else the one `ask` finds.
template <class Map, class Key, class Ask> typename Map::mapped_type answer(Map& map, const Key& key, Ask ask)
{
    const auto found = map.find(key);
    if (found != map.end())
        return found->second;
    if (map.size() >= OwnerNames::kMostKept)
        map.clear();
    return map.emplace(key, ask()).first->second;
}

bool isPossible(ByteView name)
{
    return !name.empty() && name.size() <= OwnerNames::kNameLimit && name.find('\0') == ByteView::npos;
}

} // namespace

Bytes OwnerNames::userName(uint32_t uid)
{
    return answer(m_userNames, uid, [&] {
        passwd entry = {};
        passwd* found = nullptr;
        Bytes name;
        withBuffer([&](char* buffer, size_t size) {
            const int error = ::getpwuid_r(uid, &entry, buffer, size, &found);
            name = found ? found->pw_name : "";
            return error;
        });
        return name;
    });
}

Bytes OwnerNames::groupName(uint32_t gid)
{
    return answer(m_groupNames, gid, [&] {
        group entry = {};
        group* found = nullptr;
        Bytes name;
        withBuffer([&](char* buffer, size_t size) {
            const int error = ::getgrgid_r(gid, &entry, buffer, size, &found);
            name = found ? found->gr_name : "";
            return error;
        });
        return name;
    });
}

std::optional<uint32_t> OwnerNames::userId(ByteView name)
{
    if (!isPossible(name))
        return {};
    const Bytes key(name);
    return answer(m_userIds, key, [&] {
        passwd entry = {};
        passwd* found = nullptr;
        std::optional<uint32_t> uid;
        withBuffer([&](char* buffer, size_t size) {
            const int error = ::getpwnam_r(key.c_str(), &entry, buffer, size, &found);
            if (found)
                uid = found->pw_uid;
            return error;
        });
        return uid;
    });
}

std::optional<uint32_t> OwnerNames::groupId(ByteView name)
{
    if (!isPossible(name))
        return {};
    const Bytes key(name);
    return answer(m_groupIds, key, [&] {
        group entry = {};
        group* found = nullptr;
        std::optional<uint32_t> gid;
        withBuffer([&](char* buffer, size_t size) {
            const int error = ::getgrnam_r(key.c_str(), &entry, buffer, size, &found);
            if (found)
                gid = found->gr_gid;
            return error;
        });
        return gid;
    });
}

size_t OwnerNames::kept() const
{
    return m_userNames.size() + m_groupNames.size() + m_userIds.size() + m_groupIds.size();
}

void OwnerNames::forget()
{
    m_userNames.clear();
    m_groupNames.clear();
    m_userIds.clear();
    m_groupIds.clear();
}

} // namespace shoal::storage
