// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/status_json.h"

#include <QJsonArray>
#include <QString>

#include <algorithm>

namespace shoal::engine {

namespace {

// Enough to tell shares and devices apart, and not the whole id.
constexpr qsizetype kShownShareDigits = 8;

QString text(ByteView bytes)
{
    const Bytes shown = printable(bytes);
    return QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
}

QString base64(ByteView bytes)
{
    return QString::fromLatin1(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64());
}

// JSON has no integers; counts of bytes stay exact to 2^53.
QJsonValue count(uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

QLatin1String name(ShareState state)
{
    switch (state) {
    case ShareState::Starting:
    case ShareState::Scanning:
        return QLatin1String("scanning");
    case ShareState::Syncing:
        return QLatin1String("syncing");
    case ShareState::Idle:
        return QLatin1String("idle");
    case ShareState::Stopped:
        break;
    }
    return QLatin1String("stopped");
}

QLatin1String name(crypto::Permission permission)
{
    return permission == crypto::Permission::ReadWrite ? QLatin1String("read-write") : QLatin1String("read-only");
}

QJsonArray texts(const std::vector<Bytes>& lines)
{
    QJsonArray array;
    for (const Bytes& line : lines)
        array.append(text(line));
    return array;
}

QJsonObject peerJson(const PeerStatus& peer, const Traffic& traffic)
{
    return QJsonObject{
        {QStringLiteral("device"), text(peer.device.hex())},
        {QStringLiteral("name"), text(peer.name)},
        {QStringLiteral("address"), text(peer.address)},
        {QStringLiteral("state"), peer.inSync ? QStringLiteral("in sync") : QStringLiteral("syncing")},
        {QStringLiteral("permission"), name(peer.permission)},
        {QStringLiteral("lacking_files"), count(peer.lackingFiles)},
        {QStringLiteral("lacking_bytes"), count(peer.lackingBytes)},
        {QStringLiteral("sent_bytes"), count(traffic.sent)},
        {QStringLiteral("received_bytes"), count(traffic.received)},
    };
}

QJsonObject shareJson(const ShareView& view)
{
    const ShareStatus& status = view.status;
    QJsonArray peers;
    for (const PeerStatus& peer : status.peers) {
        const auto traffic = view.peers.find(peer.id);
        peers.append(peerJson(peer, traffic == view.peers.end() ? Traffic{} : traffic->second));
    }
    QJsonObject share{
        {QStringLiteral("dir"), text(status.dir)},
        {QStringLiteral("share"), text(status.share.hex()).left(kShownShareDigits)},
        {QStringLiteral("permission"), name(status.permission)},
        {QStringLiteral("state"), name(status.state)},
        {QStringLiteral("files"), count(status.files)},
        {QStringLiteral("directories"), count(status.directories)},
        {QStringLiteral("bytes"), count(status.bytes)},
        {QStringLiteral("pending_files"), count(status.pendingFiles)},
        {QStringLiteral("pending_bytes"), count(status.pendingBytes)},
        {QStringLiteral("archive_bytes"), count(status.archiveBytes)},
        {QStringLiteral("problems"), count(status.problems)},
        {QStringLiteral("guarantees"), texts(status.guarantees)},
        {QStringLiteral("peers"), peers},
        {QStringLiteral("rates"), QJsonObject{{QStringLiteral("up"), count(view.upPerSecond)},
                                              {QStringLiteral("down"), count(view.downPerSecond)}}},
    };
    if (!status.stopped.empty())
        share.insert(QStringLiteral("reason"), text(status.stopped));
    return share;
}

QString summary(const std::vector<WhyAnswer>& answers)
{
    const auto isFine = [](const WhyAnswer& answer) { return answer.item.state == "in sync"; };
    const auto fine = std::count_if(answers.begin(), answers.end(), isFine);
    const auto open = static_cast<qint64>(answers.size()) - fine;
    if (open == 0)
        return fine == 0 ? QStringLiteral("Everything is in sync.") : QStringLiteral("In sync.");
    return open == 1 ? QStringLiteral("One path is not in sync.")
                     : QStringLiteral("%1 paths are not in sync.").arg(open);
}

} // namespace

QJsonObject statusJson(const InstanceView& instance)
{
    QJsonArray shares;
    for (const ShareView& share : instance.shares)
        shares.append(shareJson(share));
    return QJsonObject{
        {QStringLiteral("device"), QJsonObject{{QStringLiteral("id"), text(instance.device.hex())},
                                               {QStringLiteral("name"), text(instance.name)}}},
        {QStringLiteral("version"), text(instance.version)},
        {QStringLiteral("pid"), qint64{instance.pid}},
        {QStringLiteral("uptime_seconds"), qint64{instance.uptimeSeconds}},
        {QStringLiteral("listening_port"), instance.listeningPort},
        {QStringLiteral("notices"), texts(instance.notices)},
        {QStringLiteral("shares"), shares},
    };
}

QJsonObject whyJson(const std::vector<WhyAnswer>& answers)
{
    QJsonArray items;
    for (const auto& [shareDir, item] : answers) {
        QJsonObject json{
            {QStringLiteral("share_dir"), text(shareDir)}, {QStringLiteral("path"), text(item.path)},
            {QStringLiteral("state"), text(item.state)},   {QStringLiteral("reason"), text(item.reason)},
            {QStringLiteral("peer"), text(item.peer)},     {QStringLiteral("what_to_do"), text(item.whatToDo)},
        };
        if (printable(item.path) != item.path)
            json.insert(QStringLiteral("path_base64"), base64(item.path));
        items.append(json);
    }
    return QJsonObject{{QStringLiteral("items"), items}, {QStringLiteral("summary"), summary(answers)}};
}

} // namespace shoal::engine
