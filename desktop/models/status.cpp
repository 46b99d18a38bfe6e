// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/status.h"

#include "desktop/models/json_fields.h"

#include <algorithm>

namespace shoal::models {

namespace {

ShareState stateFrom(const QString& word)
{
    if (word == QLatin1String("scanning"))
        return ShareState::Scanning;
    if (word == QLatin1String("syncing"))
        return ShareState::Syncing;
    if (word == QLatin1String("stopped"))
        return ShareState::Stopped;
    return word == QLatin1String("paused") ? ShareState::Paused : ShareState::Idle;
}

Rates ratesFrom(const QJsonObject& object)
{
    return {numberIn(object, "up"), numberIn(object, "down")};
}

int onlineAmong(const QJsonArray& peers)
{
    return static_cast<int>(std::count_if(peers.begin(), peers.end(),
                                          [](const QJsonValue& peer) { return flagIn(peer.toObject(), "online"); }));
}

Share shareFrom(const QJsonObject& object)
{
    Share share;
    share.id = textIn(object, "id");
    share.dir = textIn(object, "dir");
    share.isFixed = flagIn(object, "fixed");
    share.canWrite = textIn(object, "permission") == QLatin1String("read-write");
    share.state = stateFrom(textIn(object, "state"));
    share.reason = sentenceIn(object, "reason");
    share.files = numberIn(object, "files");
    share.directories = numberIn(object, "directories");
    share.bytes = numberIn(object, "bytes");
    share.pendingFiles = numberIn(object, "pending_files");
    share.pendingBytes = numberIn(object, "pending_bytes");
    if (object.contains(QLatin1String("seconds_left")))
        share.secondsLeft = numberIn(object, "seconds_left");
    share.archiveBytes = numberIn(object, "archive_bytes");
    share.conflicts = numberIn(object, "conflicts");
    share.problems = numberIn(object, "problems");
    share.guarantees = sentencesIn(object, "guarantees");
    share.rates = ratesFrom(objectIn(object, "rates"));
    share.peersOnline = onlineAmong(arrayIn(object, "peers"));
    return share;
}

} // namespace

QString Share::name() const
{
    const QString last = dir.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
    return last.isEmpty() ? dir : last;
}

Status statusFrom(const QJsonObject& answer)
{
    const QJsonObject device = objectIn(answer, "device");
    Status status;
    status.device = {textIn(device, "id"),
                     textIn(device, "name"),
                     textIn(answer, "version"),
                     textIn(answer, "user"),
                     textIn(answer, "config"),
                     numberIn(answer, "pid"),
                     numberIn(answer, "uptime_seconds"),
                     static_cast<int>(numberIn(answer, "listening_port")),
                     ratesFrom(objectIn(answer, "rates")),
                     ratesFrom(objectIn(answer, "limits")),
                     sentencesIn(answer, "notices")};
    for (const QJsonValue& share : arrayIn(answer, "shares"))
        status.shares.push_back(shareFrom(share.toObject()));
    return status;
}

bool Share::isUnderWay() const
{
    return state != ShareState::Paused && pendingFiles > 0 && (pendingBytes > 0 || problems < pendingFiles);
}

Condition conditionOf(const Share& share)
{
    if (share.state == ShareState::Stopped)
        return Condition::Attention;
    if (share.state == ShareState::Paused)
        return Condition::Paused;
    if (share.problems > 0 || share.conflicts > 0)
        return Condition::Attention;
    if (share.state == ShareState::Idle)
        return share.peersOnline > 0 ? Condition::Idle : Condition::Offline;
    // Without anybody to fetch from nothing moves.
    return share.state == ShareState::Syncing && share.peersOnline == 0 ? Condition::Offline : Condition::Syncing;
}

Condition conditionOf(const Status& status)
{
    if (!status.device.notices.isEmpty())
        return Condition::Attention;
    const auto any = [&status](Condition condition) {
        return std::any_of(status.shares.begin(), status.shares.end(),
                           [condition](const Share& share) { return conditionOf(share) == condition; });
    };
    for (const Condition condition : {Condition::Attention, Condition::Syncing, Condition::Idle, Condition::Offline})
        if (any(condition))
            return condition;
    return any(Condition::Paused) ? Condition::Paused : Condition::Idle;
}

double partDone(const Share& share)
{
    const bool byBytes = share.pendingBytes > 0;
    // What is pending is part of what the share holds.
    const auto whole = static_cast<double>(byBytes ? share.bytes : share.files);
    const auto missing = static_cast<double>(byBytes ? share.pendingBytes : share.pendingFiles);
    return whole > 0 ? std::clamp((whole - missing) / whole, 0.0, 1.0) : 1;
}

} // namespace shoal::models
