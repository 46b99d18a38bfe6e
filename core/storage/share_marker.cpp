// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/share_marker.h"

#include <algorithm>

namespace shoal::storage {

namespace {

constexpr ByteView kTitle = "shoal share marker ";
constexpr ByteView kVersion = "1";
constexpr size_t kShareBytes = 8;
constexpr size_t kForeignSize = 20;
// Of a first line that is not ours, in a message.
constexpr size_t kMaxTitleShown = 60;

Bytes shareText(const ShareId& share)
{
    return toHex(share.view().substr(0, kShareBytes));
}

// Takes the text up to the next line feed from `rest`; false when there is none.
bool takeLine(ByteView& rest, ByteView& line)
{
    const size_t end = rest.find('\n');
    if (end == ByteView::npos)
        return false;
    line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return true;
}

// Reads "<key> <2 * size hexadecimal digits>" from the next line.
bool takeField(ByteView& rest, ByteView key, size_t size, Bytes& value)
{
    ByteView line;
    if (!takeLine(rest, line) || !line.starts_with(key) || line.size() != key.size() + 1 + 2 * size)
        return false;
    return line[key.size()] == ' ' && fromHex(line.substr(key.size() + 1), value);
}

// A bencoded dictionary or a raw id. Zero bytes are what a crash leaves, and 20 bytes can be our own title.
bool isForeign(ByteView content)
{
    if (content.starts_with("shoal") || content.empty())
        return false;
    const bool isDictionary =
        content.size() >= 4 && content[0] == 'd' && content[1] >= '1' && content[1] <= '9' && content.back() == 'e';
    const bool isZero = std::all_of(content.begin(), content.end(), [](char byte) { return byte == 0; });
    return isDictionary || (content.size() == kForeignSize && !isZero);
}

} // namespace

ShareMarker makeMarker(const ShareId& share, Random& random)
{
    ShareMarker marker{shareText(share), {}};
    random.fill(marker.token.bytes.data(), marker.token.bytes.size());
    return marker;
}

Bytes encodeMarker(const ShareMarker& marker)
{
    Bytes out(kTitle);
    out += kVersion;
    out += "\nshare " + marker.share + "\ntoken " + marker.token.hex() + "\n";
    return out;
}

Result<ShareMarker> parseMarker(ByteView content)
{
    const auto damaged = [] {
        return fail(ErrorCode::Corrupt, "The file .sync/ID is damaged: it is not a share marker of Shoal.");
    };
    ByteView title;
    if (content.size() > kMaxMarkerBytes || !takeLine(content, title) || !title.starts_with(kTitle))
        return damaged();
    if (title.substr(kTitle.size()) != kVersion)
        return fail(ErrorCode::Unsupported, "The file .sync/ID was written by another version of Shoal (" +
                                                printable(title.substr(0, kMaxTitleShown)) +
                                                "); this one knows version 1.");
    Bytes share;
    Bytes token;
    if (!takeField(content, "share", kShareBytes, share) || !takeField(content, "token", MarkerToken::kSize, token))
        return damaged();
    return ShareMarker{toHex(share), MarkerToken::from(token)};
}

MarkerReading judgeMarker(std::optional<ByteView> content, const ShareId& share)
{
    if (!content)
        return {MarkerVerdict::Missing, {}, {}};
    if (isForeign(*content))
        return {MarkerVerdict::Foreign, {}, {}};
    auto marker = parseMarker(*content);
    if (!marker)
        return {MarkerVerdict::Unreadable, {}, std::move(marker.error().context)};
    const bool ours = marker->share == shareText(share);
    return {ours ? MarkerVerdict::Ours : MarkerVerdict::OtherShare, std::move(*marker), {}};
}

} // namespace shoal::storage
