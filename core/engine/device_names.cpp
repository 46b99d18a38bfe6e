// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/device_names.h"

#include "shared/base/log.h"

#include <charconv>

namespace shoal::engine {

namespace {

// A line an author: 16 hexadecimal digits, a space, the name in hexadecimal.
constexpr ByteView kKey = "author names";
constexpr size_t kDigits = 16;
constexpr size_t kShownDigits = 8;
constexpr size_t kMaxName = 255; // what a peer may call itself

Bytes digits(uint64_t author)
{
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<char>(author >> shift));
    return toHex(bytes);
}

} // namespace

void DeviceNames::load(store::Index& rows)
{
    m_names.clear();
    m_changed = false;
    const auto stored = rows.meta(kKey);
    if (!stored || !*stored)
        return;
    ByteView rest = **stored;
    while (!rest.empty() && m_names.size() < kMax) {
        const ByteView line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        uint64_t author = 0;
        Bytes name;
        if (line.size() <= kDigits || line.size() > kDigits + 1 + 2 * kMaxName)
            continue;
        const auto [end, error] = std::from_chars(line.data(), line.data() + kDigits, author, 16);
        if (error == std::errc() && end == line.data() + kDigits && fromHex(line.substr(kDigits + 1), name))
            m_names[author] = std::move(name);
    }
}

bool DeviceNames::save(store::Index& rows)
{
    if (!std::exchange(m_changed, false))
        return false;
    Bytes text;
    for (const auto& [author, name] : m_names)
        text += digits(author) + " " + toHex(name) + "\n";
    auto transaction = store::Transaction::begin(rows);
    auto kept = transaction ? rows.setMeta(kKey, text) : fail(transaction.error());
    if (kept)
        kept = transaction->commit();
    if (!kept)
        qCInfo(logEngine, "the names of the devices could not be kept: %s", kept.error().context.c_str());
    return true;
}

void DeviceNames::met(const DeviceId& device, const Bytes& name, int64_t nowNs)
{
    if (m_devices.size() >= kMax && !m_devices.contains(device))
        m_devices.clear(); // whoever is connected comes again
    m_devices[device] = {name.substr(0, utf8Cut(name, kMaxName)), nowNs};
}

void DeviceNames::left(const DeviceId& device, int64_t nowNs)
{
    if (const auto it = m_devices.find(device); it != m_devices.end())
        it->second.seenNs = nowNs;
}

void DeviceNames::isOwn(AuthorId author)
{
    const auto [it, fresh] = m_names.try_emplace(author.value);
    m_changed |= fresh || !it->second.empty();
    it->second.clear();
}

void DeviceNames::isAuthor(const DeviceId& device, AuthorId author)
{
    const auto known = m_devices.find(device);
    if (known == m_devices.end() || known->second.name.empty())
        return;
    const auto it = m_names.find(author.value);
    if (it == m_names.end() && m_names.size() >= kMax)
        return;
    if (it != m_names.end() && it->second.empty())
        return; // this device, whatever a peer says
    m_authors[author.value] = device;
    if (it != m_names.end() && it->second == known->second.name)
        return;
    m_names[author.value] = known->second.name;
    m_changed = true;
}

Bytes DeviceNames::nameOf(AuthorId author) const
{
    const auto it = m_names.find(author.value);
    return it == m_names.end() ? digits(author.value).substr(0, kShownDigits) : it->second;
}

Bytes DeviceNames::nameOf(ByteView authorDigits) const
{
    const auto author = authorOf(authorDigits);
    return author ? nameOf(*author) : Bytes(authorDigits);
}

Bytes DeviceNames::nameSince(const Bytes& told) const
{
    const bool isDigits = told.size() == kShownDigits && told.find_first_not_of("0123456789abcdef") == Bytes::npos;
    return isDigits ? nameOf(ByteView(told)) : told;
}

std::optional<AuthorId> DeviceNames::authorOf(ByteView shown) const
{
    for (const auto& [author, name] : m_names) {
        if (ByteView(digits(author)).starts_with(shown))
            return AuthorId{author};
    }
    return std::nullopt;
}

std::optional<DeviceId> DeviceNames::deviceOf(AuthorId author) const
{
    const auto device = m_authors.find(author.value);
    return device == m_authors.end() ? std::nullopt : std::optional(device->second);
}

std::optional<DeviceId> DeviceNames::deviceOf(ByteView authorDigits) const
{
    const auto author = authorOf(authorDigits);
    return author ? deviceOf(*author) : std::nullopt;
}

std::optional<int64_t> DeviceNames::lastSeenNs(AuthorId author) const
{
    const auto device = m_authors.find(author.value);
    const auto it = device == m_authors.end() ? m_devices.end() : m_devices.find(device->second);
    return it == m_devices.end() ? std::nullopt : std::optional(it->second.seenNs);
}

} // namespace shoal::engine
