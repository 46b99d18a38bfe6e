// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/watch_view.h"

#include "server/cli/answer.h"
#include "server/cli/status_text.h"
#include "server/cli/transfers_text.h"
#include "server/cli/units.h"

#include <algorithm>

namespace shoal::cli {

namespace {

void appendLines(std::vector<Bytes>& lines, ByteView text)
{
    while (!text.empty()) {
        const size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == ByteView::npos ? text.size() : end + 1);
    }
}

std::vector<QJsonObject> transfersOf(const WatchedState& state, const Bytes& dir)
{
    auto transfers = listIn(state.transfers, "transfers");
    std::erase_if(transfers, [&](const QJsonObject& transfer) { return bytesIn(transfer, "share_dir") != dir; });
    return transfers;
}

Bytes textOf(const WatchedState& state)
{
    if (!state.there)
        return coloured(state.status.isEmpty() ? printable(state.socket)
                                               : textIn(objectIn(state.status, "device"), "name"),
                        Colour::Red) +
               "  does not answer; waiting for it\n";
    Bytes text = instanceText(state.status);
    for (const QJsonObject& share : listIn(state.status, "shares"))
        text += '\n' + shareText(share) + transferLines(transfersOf(state, bytesIn(share, "dir")), 4);
    return text;
}

// Where an escape sequence that begins at `at` ends.
size_t endOfSequence(ByteView line, size_t at)
{
    while (at < line.size() && line[at] != 'm')
        ++at;
    return std::min(at + 1, line.size());
}

} // namespace

std::vector<Bytes> screenOf(const std::vector<WatchedState>& states, const Bytes& now, size_t columns, size_t rows)
{
    std::vector<Bytes> lines{coloured(now + "   q ends", Colour::Dim), ""};
    for (const WatchedState& state : states) {
        if (lines.size() > 2)
            lines.emplace_back();
        appendLines(lines, textOf(state));
    }
    if (lines.size() > rows && rows > 0) {
        const auto left = static_cast<int64_t>(lines.size() - rows + 1);
        lines.resize(rows);
        lines.back() = coloured(counted(left, "more line does", "more lines do") + " not fit here", Colour::Dim);
    }
    for (Bytes& line : lines)
        line = cutToWidth(line, columns);
    return lines;
}

Bytes cutToWidth(ByteView line, size_t columns)
{
    Bytes cut;
    size_t used = 0;
    bool inColour = false;
    for (size_t at = 0; at < line.size();) {
        if (line[at] == '\x1b') {
            const size_t end = endOfSequence(line, at);
            cut += line.substr(at, end - at);
            inColour = line.substr(at, end - at) != "\x1b[0m";
            at = end;
            continue;
        }
        if (used == columns)
            break;
        const size_t start = at++;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80)
            ++at;
        cut += line.substr(start, at - start);
        ++used;
    }
    return inColour ? cut + "\x1b[0m" : cut;
}

Bytes shareLine(const QJsonObject& share)
{
    QJsonObject quiet = share;
    quiet.remove(QStringLiteral("rates"));
    quiet.remove(QStringLiteral("seconds_left"));
    Bytes line = textIn(share, "dir") + ": " + stateText(quiet);
    if (const int64_t problems = numberIn(share, "problems"); problems > 0)
        line += ", " + counted(problems, "problem", "problems");
    if (const int64_t conflicts = numberIn(share, "conflicts"); conflicts > 0)
        line += ", " + counted(conflicts, "conflict", "conflicts");
    const auto peers = listIn(share, "peers");
    line += peers.empty() ? ", no peer is connected" : "";
    for (const QJsonObject& peer : peers) {
        const int64_t files = numberIn(peer, "lacking_files");
        line += ", " + textIn(peer, "name") +
                (files == 0 ? " has everything" : " lacks " + counted(files, "file", "files"));
    }
    return line;
}

QJsonObject documentOf(const WatchedState& state)
{
    QJsonObject document = state.there ? state.status : QJsonObject();
    document.remove(QStringLiteral("uptime_seconds"));
    document.insert(QStringLiteral("running"), state.there);
    if (state.there)
        document.insert(QStringLiteral("transfers"), state.transfers.value(QLatin1String("transfers")).toArray());
    return document;
}

} // namespace shoal::cli
