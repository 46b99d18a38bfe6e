// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <optional>
#include <unordered_map>

namespace shoal::storage {

// Names of users and groups for ids and back, from the system's user database, which may be slow (LDAP): each
// answer is asked for once and kept, "no such name" too, until forget(). Used by one thread at a time.
class OwnerNames
{
public:
    // Empty when the id has no name on this machine.
    Bytes userName(uint32_t uid);
    Bytes groupName(uint32_t gid);
    // None when there is no such name on this machine. Names with NUL or above kNameLimit do not exist.
    std::optional<uint32_t> userId(ByteView name);
    std::optional<uint32_t> groupId(ByteView name);
    // Accounts may have been added or removed: ask again. For the start of a rescan.
    void forget();

    // Answers kept at present.
    size_t kept() const;

    // Far more accounts than share one tree; above it, of each kind, a peer is making names up.
    static constexpr size_t kMostKept = 10'000;
    // LOGIN_NAME_MAX; a peer's record could hold anything.
    static constexpr size_t kNameLimit = 256;

private:
    std::unordered_map<uint32_t, Bytes> m_userNames;
    std::unordered_map<uint32_t, Bytes> m_groupNames;
    std::unordered_map<Bytes, std::optional<uint32_t>> m_userIds;
    std::unordered_map<Bytes, std::optional<uint32_t>> m_groupIds;
};

} // namespace shoal::storage
