// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret.h"

#include "core/crypto/primitives.h"

#include <algorithm>

namespace shoal::crypto {

namespace {

ByteView trimmed(ByteView text)
{
    constexpr ByteView kWhite = " \t\r\n\v\f";
    const size_t first = text.find_first_not_of(kWhite);
    if (first == ByteView::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

// What a key of BitTorrent Sync that begins with this letter is, when Shoal cannot take it.
ByteView unsupportedKind(char letter)
{
    switch (letter) {
    case 'C':
        return "a secret that begins with C is a one-time invitation of BitTorrent Sync, which only BitTorrent Sync "
               "can "
               "redeem; Shoal does not support it. Ask for the read-write (A) or read-only (B) secret";
    case 'D':
        return "a secret that begins with D is the read-write secret of a BitTorrent Sync folder that allows encrypted "
               "peers; Shoal does not support it. Make a new share, whose secret begins with A";
    case 'E':
        return "a secret that begins with E is the read-only secret of a BitTorrent Sync folder that allows encrypted "
               "peers; Shoal does not support it. Ask for a read-only secret that begins with B";
    case 'F':
        return "a secret that begins with F is for a BitTorrent Sync peer that stores a folder encrypted and cannot "
               "read "
               "it; Shoal does not support it. Ask for the read-write (A) or read-only (B) secret";
    case 'M':
        return "a key that begins with M links the devices of one BitTorrent Sync identity and names no share; Shoal "
               "does "
               "not support it. Use the secret of each share, which begins with A or B";
    case 'R':
        return "a secret that begins with R is a read-only secret from BitTorrent Sync before 1.1; Shoal does not "
               "support "
               "it. Ask for a read-only secret that begins with B";
    default:
        return {};
    }
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isBase32(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
}

// Why `text`, which is not empty, is no secret; empty when it is one.
std::string fault(ByteView text)
{
    if (const ByteView kind = unsupportedKind(text[0]); !kind.empty())
        return std::string(kind);
    if (text[0] == 'a' || text[0] == 'b')
        return "the secret begins with a lower-case letter; secrets are written in upper case";
    if (text[0] != 'A' && text[0] != 'B')
        return "the secret begins with neither A (read-write) nor B (read-only)";
    if (text.size() != Secret::kTextSize) {
        return "the secret has " + std::to_string(text.size()) + " characters; it must have " +
               std::to_string(Secret::kTextSize) + ": A or B and 32 more";
    }
    const auto bad = std::find_if_not(text.begin(), text.end(), isBase32);
    if (bad == text.end())
        return {};
    const std::string position = std::to_string(bad - text.begin() + 1);
    if (isLower(*bad))
        return "character " + position + " of the secret is a lower-case letter; secrets are written in upper case";
    return "character " + position + " of the secret is '" + printable(ByteView(&*bad, 1)) +
           "'; secrets use the letters A to Z and the digits 2 to 7 only";
}

} // namespace

Result<Secret> Secret::parse(ByteView text)
{
    const ByteView characters = trimmed(text);
    if (characters.empty())
        return fail(ErrorCode::InvalidArgument, "the secret is empty; it must have 33 characters: A or B and 32 more");
    if (std::string why = fault(characters); !why.empty())
        return fail(ErrorCode::InvalidArgument, std::move(why));

    Bytes body;
    body.reserve(kTextSize); // so that growing leaves no copies behind
    const bool decoded = fromBase32(characters.substr(1), body);
    const KeyBytes<kBodySize> bytes = KeyBytes<kBodySize>::from(body);
    const bool fits = decoded && body.size() == kBodySize;
    wipe(body);
    if (!fits)
        return fail(ErrorCode::InvalidArgument, "the 32 characters after the first are not Base32");
    return Secret(characters[0] == 'A' ? Permission::ReadWrite : Permission::ReadOnly, bytes);
}

Secret Secret::generate(Random& random)
{
    KeyBytes<kBodySize> body;
    random.fill(body.data(), kBodySize);
    return {Permission::ReadWrite, body};
}

Secret Secret::readOnly() const
{
    if (m_permission == Permission::ReadOnly)
        return *this;
    return {Permission::ReadOnly, ShareKeys::derive(*this).m_readOnly};
}

Bytes Secret::text() const
{
    return (m_permission == Permission::ReadWrite ? "A" : "B") + toBase32(m_body.view());
}

} // namespace shoal::crypto
