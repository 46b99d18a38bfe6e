// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/status_text.h"

#include "server/cli/text_table.h"
#include "server/cli/units.h"

#include <QJsonArray>
#include <algorithm>

namespace shoal::cli {

namespace {

constexpr int kBarWidth = 20;

QJsonValue member(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1String(name));
}

int64_t number(const QJsonObject& object, const char* name)
{
    return member(object, name).toInteger();
}

bool lacksNothing(const QJsonObject& peer)
{
    return number(peer, "lacking_files") == 0 && number(peer, "lacking_bytes") == 0;
}

bool isComplete(const QJsonObject& share)
{
    return shown(member(share, "state")) == "idle" && number(share, "pending_files") == 0 &&
           number(share, "problems") == 0;
}

bool isShareInSync(const QJsonObject& share)
{
    const QJsonArray peers = member(share, "peers").toArray();
    return isComplete(share) && std::all_of(peers.begin(), peers.end(),
                                            [](const QJsonValue& peer) { return lacksNothing(peer.toObject()); });
}

Bytes rateText(const QJsonObject& share)
{
    const QJsonObject rates = member(share, "rates").toObject();
    Bytes text;
    if (const int64_t down = number(rates, "down"); down > 0)
        text += ", receiving " + bytesInWords(down) + "/s";
    if (const int64_t up = number(rates, "up"); up > 0)
        text += ", sending " + bytesInWords(up) + "/s";
    return text;
}

// How much of what is known is here, by bytes, or by files where only empty ones are missing.
double partDone(const QJsonObject& share)
{
    const char* here = number(share, "pending_bytes") > 0 ? "bytes" : "files";
    const char* missing = number(share, "pending_bytes") > 0 ? "pending_bytes" : "pending_files";
    const auto done = static_cast<double>(number(share, here));
    return done / std::max(1.0, done + static_cast<double>(number(share, missing)));
}

Bytes stateLine(const QJsonObject& share)
{
    const Bytes state = shown(member(share, "state"));
    const int64_t pending = number(share, "pending_files");
    if (isComplete(share))
        return coloured("complete", Colour::Green) + rateText(share);
    if (pending > 0) {
        const double done = partDone(share);
        return coloured(state, Colour::Yellow) + ' ' + progressBar(done, kBarWidth) + ' ' +
               std::to_string(static_cast<int>(done * 100)) + " %, " + counted(pending, "file", "files") + " and " +
               bytesInWords(number(share, "pending_bytes")) + " to come" + rateText(share);
    }
    return coloured(state, state == "stopped" ? Colour::Red : Colour::Yellow) + rateText(share);
}

Bytes contentLine(const QJsonObject& share)
{
    Bytes line = counted(number(share, "files"), "file", "files") + " in " +
                 counted(number(share, "directories"), "folder", "folders") + ", " +
                 bytesInWords(number(share, "bytes"));
    if (const int64_t archived = number(share, "archive_bytes"); archived > 0)
        line += ", archive " + bytesInWords(archived);
    return line;
}

std::vector<Cell> peerRow(const QJsonObject& peer)
{
    Cell progress{"has everything", Colour::Green};
    if (!lacksNothing(peer))
        progress = {"lacks " + counted(number(peer, "lacking_files"), "file", "files") + ", " +
                        bytesInWords(number(peer, "lacking_bytes")),
                    Colour::Yellow};
    return {{shown(member(peer, "name"))},
            progress,
            {shown(member(peer, "state"))},
            {shown(member(peer, "permission"))},
            {shown(member(peer, "address"))},
            {"sent " + bytesInWords(number(peer, "sent_bytes"))},
            {"received " + bytesInWords(number(peer, "received_bytes"))}};
}

Bytes peerLines(const QJsonArray& peers)
{
    if (peers.isEmpty())
        return "    " + coloured("no peer is connected", Colour::Yellow) + '\n';
    std::vector<std::vector<Cell>> rows;
    for (const QJsonValue& peer : peers)
        rows.push_back(peerRow(peer.toObject()));
    return alignedRows(rows, 4);
}

Bytes shareText(const QJsonObject& share)
{
    Bytes text =
        "\n  " + shown(member(share, "dir")) + "  " +
        coloured(shown(member(share, "permission")) + ", share " + shown(member(share, "share")), Colour::Dim) + '\n';
    text += "    " + stateLine(share) + "; " + contentLine(share) + '\n';
    if (const int64_t problems = number(share, "problems"); problems > 0)
        text += "    " + coloured(counted(problems, "problem", "problems"), Colour::Red) + ", shoal why names " +
                (problems == 1 ? "it" : "them") + '\n';
    for (const QJsonValue& guarantee : member(share, "guarantees").toArray())
        text += "    note: " + shown(guarantee) + '\n';
    return text + peerLines(member(share, "peers").toArray());
}

} // namespace

Bytes statusText(const QJsonObject& status)
{
    const QJsonObject device = member(status, "device").toObject();
    Bytes text = shown(member(device, "name")) + "  " +
                 coloured("device " + shown(member(device, "id")).substr(0, 8) + ", shoald " +
                              shown(member(status, "version")) + ", process " + std::to_string(number(status, "pid")) +
                              ", port " + std::to_string(number(status, "listening_port")) + ", up " +
                              durationInWords(number(status, "uptime_seconds")),
                          Colour::Dim) +
                 '\n';
    const QJsonArray shares = member(status, "shares").toArray();
    if (shares.isEmpty())
        text += "  no folder is shared; add shared_folders to its config file\n";
    for (const QJsonValue& share : shares)
        text += shareText(share.toObject());
    return text;
}

bool isInSync(const QJsonObject& status)
{
    const QJsonArray shares = member(status, "shares").toArray();
    return std::all_of(shares.begin(), shares.end(),
                       [](const QJsonValue& share) { return isShareInSync(share.toObject()); });
}

} // namespace shoal::cli
