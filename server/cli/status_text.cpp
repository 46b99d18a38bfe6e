// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/status_text.h"

#include "server/cli/answer.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

#include <algorithm>

namespace shoal::cli {

namespace {

constexpr int kBarWidth = 20;

bool lacksNothing(const QJsonObject& peer)
{
    return numberIn(peer, "lacking_files") == 0 && numberIn(peer, "lacking_bytes") == 0;
}

bool isComplete(const QJsonObject& share)
{
    return textIn(share, "state") == "idle" && numberIn(share, "pending_files") == 0 &&
           numberIn(share, "problems") == 0;
}

bool isShareInSync(const QJsonObject& share)
{
    const auto peers = listIn(share, "peers");
    return isComplete(share) && std::all_of(peers.begin(), peers.end(), lacksNothing);
}

Bytes rateText(const QJsonObject& share)
{
    const QJsonObject rates = objectIn(share, "rates");
    Bytes text;
    if (const int64_t down = numberIn(rates, "down"); down > 0)
        text += ", receiving " + bytesInWords(down) + "/s";
    if (const int64_t up = numberIn(rates, "up"); up > 0)
        text += ", sending " + bytesInWords(up) + "/s";
    return text;
}

// How much of what is known is here, by bytes, or by files where only empty ones are missing.
double partDone(const QJsonObject& share)
{
    const char* all = numberIn(share, "pending_bytes") > 0 ? "bytes" : "files";
    const char* missing = numberIn(share, "pending_bytes") > 0 ? "pending_bytes" : "pending_files";
    const auto known = static_cast<double>(std::max<int64_t>(1, numberIn(share, all)));
    return std::clamp(1.0 - static_cast<double>(numberIn(share, missing)) / known, 0.0, 1.0);
}

Bytes timeLeft(const QJsonObject& share)
{
    const int64_t seconds = numberIn(share, "seconds_left");
    return seconds > 0 ? ", " + durationInWords(seconds) + " left" : "";
}

Bytes contentLine(const QJsonObject& share)
{
    Bytes line = counted(numberIn(share, "files"), "file", "files") + " in " +
                 counted(numberIn(share, "directories"), "folder", "folders") + ", " +
                 bytesInWords(numberIn(share, "bytes"));
    if (const int64_t archived = numberIn(share, "archive_bytes"); archived > 0)
        line += ", archive " + bytesInWords(archived);
    return line;
}

std::vector<Cell> peerRow(const QJsonObject& peer)
{
    Cell progress{"has everything", Colour::Green};
    if (!lacksNothing(peer))
        progress = {"lacks " + counted(numberIn(peer, "lacking_files"), "file", "files") + ", " +
                        bytesInWords(numberIn(peer, "lacking_bytes")),
                    Colour::Yellow};
    return {{textIn(peer, "name")},
            progress,
            {textIn(peer, "state")},
            {textIn(peer, "permission")},
            {textIn(peer, "address")},
            {"sent " + bytesInWords(numberIn(peer, "sent_bytes"))},
            {"received " + bytesInWords(numberIn(peer, "received_bytes"))}};
}

Bytes peerLines(const std::vector<QJsonObject>& peers)
{
    std::vector<std::vector<Cell>> rows;
    for (const QJsonObject& peer : peers)
        rows.push_back(peerRow(peer));
    return rows.empty() ? "    " + coloured("no peer is connected", Colour::Yellow) + '\n' : alignedRows(rows, 4);
}

Bytes limitText(const QJsonObject& status)
{
    static constexpr int64_t kBytesPerKilobyte = 1000;
    const QJsonObject limits = objectIn(status, "limits");
    Bytes text;
    if (const int64_t down = numberIn(limits, "down"); down > 0)
        text += ", receives at most " + bytesInWords(down * kBytesPerKilobyte) + "/s";
    if (const int64_t up = numberIn(limits, "up"); up > 0)
        text += ", sends at most " + bytesInWords(up * kBytesPerKilobyte) + "/s";
    return text;
}

} // namespace

Bytes stateText(const QJsonObject& share)
{
    const Bytes state = textIn(share, "state");
    const int64_t pending = numberIn(share, "pending_files");
    const int64_t pendingBytes = numberIn(share, "pending_bytes");
    // Nothing moves before a person has solved them.
    const bool waitsForPerson = pending > 0 && pendingBytes == 0 && numberIn(share, "problems") >= pending;
    if (isComplete(share))
        return coloured("complete", Colour::Green) + rateText(share);
    if (pending > 0 && !waitsForPerson) {
        const double done = partDone(share);
        return coloured(state, Colour::Yellow) + ' ' + progressBar(done, kBarWidth) + ' ' +
               std::to_string(static_cast<int>(done * 100)) + " %, " + counted(pending, "file", "files") + " and " +
               bytesInWords(pendingBytes) + " to come" + rateText(share) + timeLeft(share);
    }
    if (state == "idle" || (state == "syncing" && waitsForPerson)) // a line of their own counts them
        return coloured("complete but for problems", Colour::Yellow) + rateText(share);
    const Bytes reason = textIn(share, "reason");
    return coloured(state, state == "stopped" ? Colour::Red : Colour::Yellow) +
           (reason.empty() ? "" : " because " + reason) + rateText(share);
}

Bytes shareText(const QJsonObject& share)
{
    Bytes text = "  " + textIn(share, "dir") + "  " +
                 coloured(textIn(share, "permission") + ", share " + textIn(share, "share"), Colour::Dim) + '\n';
    text += "    " + stateText(share) + "; " + contentLine(share) + '\n';
    if (const int64_t problems = numberIn(share, "problems"); problems > 0)
        text += "    " + coloured(counted(problems, "problem", "problems"), Colour::Red) + ", shoal why names " +
                (problems == 1 ? "it" : "them") + '\n';
    if (const int64_t conflicts = numberIn(share, "conflicts"); conflicts > 0)
        text += "    " + coloured(counted(conflicts, "conflict", "conflicts"), Colour::Yellow) +
                ", shoal conflicts names " + (conflicts == 1 ? "it" : "them") + '\n';
    for (const Bytes& guarantee : textsIn(share, "guarantees"))
        text += "    note: " + guarantee + '\n';
    return flagIn(share, "paused") ? text : text + peerLines(listIn(share, "peers"));
}

Bytes instanceText(const QJsonObject& status)
{
    const QJsonObject device = objectIn(status, "device");
    const Bytes user = textIn(status, "user");
    Bytes text =
        textIn(device, "name") + "  " +
        coloured("device " + textIn(device, "id").substr(0, 8) + ", shoald " + textIn(status, "version") +
                     ", process " + std::to_string(numberIn(status, "pid")) + (user.empty() ? "" : " of " + user) +
                     ", port " + std::to_string(numberIn(status, "listening_port")) + ", up " +
                     durationInWords(numberIn(status, "uptime_seconds")) + limitText(status),
                 Colour::Dim) +
        '\n';
    for (const Bytes& notice : textsIn(status, "notices"))
        text += "  " + coloured("note: " + notice, Colour::Red) + '\n';
    return text;
}

Bytes statusText(const QJsonObject& status)
{
    const auto shares = listIn(status, "shares");
    Bytes text = instanceText(status);
    if (shares.empty())
        text += "  no folder is shared; shoal share add adds one\n";
    for (const QJsonObject& share : shares)
        text += '\n' + shareText(share);
    return text;
}

bool isInSync(const QJsonObject& status)
{
    const auto shares = listIn(status, "shares");
    return std::all_of(shares.begin(), shares.end(), isShareInSync);
}

} // namespace shoal::cli
