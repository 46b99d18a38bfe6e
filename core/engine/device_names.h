// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/index.h"
#include "shared/base/ids.h"

#include <map>
#include <optional>

namespace shoal::engine {

// Which device is which author, for people: records name authors, and people know devices. A name is what the device
// calls itself, never trusted. Strand only.
class DeviceNames
{
public:
    // What an index remembers. Bounded: the devices met last.
    void load(store::Index& rows);
    // Writes down what is new, and says whether something was. Needs no open transaction; an error is not worth more
    // than a line in the log.
    bool save(store::Index& rows);

    void met(const DeviceId& device, const Bytes& name, int64_t nowNs);
    void left(const DeviceId& device, int64_t nowNs);
    // `author` is this device (again).
    void isOwn(AuthorId author);
    // What `device` announced as its own work.
    void isAuthor(const DeviceId& device, AuthorId author);

    // Empty for this device, a name, or 8 digits of the author's id where the device was never met.
    Bytes nameOf(AuthorId author) const;
    // The same for the 8 digits that a conflict copy has in its name.
    Bytes nameOf(ByteView authorDigits) const;
    // What was written down of an author when it was told by nameOf(): where that was digits, what it is now.
    Bytes nameSince(const Bytes& told) const;
    // As far as it was met since the daemon started.
    std::optional<DeviceId> deviceOf(AuthorId author) const;
    std::optional<DeviceId> deviceOf(ByteView authorDigits) const;
    // When the author's device was last connected, ns since 1970; nothing when it was not since the daemon started.
    std::optional<int64_t> lastSeenNs(AuthorId author) const;

    static constexpr size_t kMax = 1'000; // as many authors as a record can name

private:
    std::optional<AuthorId> authorOf(ByteView digits) const;

    struct Device
    {
        Bytes name;
        int64_t seenNs = 0;
    };
    std::map<DeviceId, Device> m_devices;
    std::map<uint64_t, Bytes> m_names;      // by author; empty = this device
    std::map<uint64_t, DeviceId> m_authors; // as far as met
    bool m_changed = false;
};

} // namespace shoal::engine
