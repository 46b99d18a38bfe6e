// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/sentence.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace shoal::models {

// The answer to `status` as values. Sizes are bytes, rates bytes a second.

struct Rates
{
    qint64 up = 0, down = 0;

    bool operator==(const Rates&) const = default;
};

enum class ShareState { Idle, Scanning, Syncing, Stopped, Paused };

struct Share
{
    QString id; // in hexadecimal
    QString dir;
    bool isFixed = false; // the config file names it
    bool canWrite = false;
    ShareState state = ShareState::Idle;
    Sentence reason; // why it is stopped
    qint64 files = 0, directories = 0, bytes = 0;
    qint64 pendingFiles = 0, pendingBytes = 0;
    std::optional<qint64> secondsLeft;
    qint64 archiveBytes = 0;
    qint64 conflicts = 0, problems = 0;
    QList<Sentence> guarantees; // what its file system cannot guarantee
    Rates rates;
    int peersOnline = 0;

    bool operator==(const Share&) const = default;
    const QString& key() const { return id; }
    // Last part of its folder: what people call it.
    QString name() const;
    // Something is on its way, or will be as soon as somebody has it. Not what only a person can solve.
    bool isUnderWay() const;
};

struct Device
{
    QString id, name, version, user, config;
    qint64 pid = 0, uptimeSeconds = 0;
    int port = 0;
    Rates rates;
    Rates limits; // kB/s; 0 = none
    QList<Sentence> notices;

    bool operator==(const Device&) const = default;
};

struct Status
{
    Device device;
    std::vector<Share> shares;
};

Status statusFrom(const QJsonObject& answer);

// What an icon shows.
enum class Condition { Idle, Syncing, Paused, Attention, Offline };

// Of a share: Offline = up to date, and nobody else is connected.
Condition conditionOf(const Share& share);
// Of all. What needs a person goes first; paused only when nothing else is; offline when no share meets anybody.
Condition conditionOf(const Status& status);

// How much of what is known is on this disk, from 0 to 1, by bytes, or by files where only empty ones are to come.
double partDone(const Share& share);

} // namespace shoal::models
