// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/status_json.h"

#include "core/engine/bounded_list.h"
#include "core/engine/sentence_json.h"
#include "core/engine/shown_text.h"

#include <QJsonArray>
#include <QString>

#include <algorithm>

namespace shoal::engine {

namespace {

// Enough to tell shares and devices apart, and not the whole id.
constexpr qsizetype kShownShareDigits = 8;

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
    case ShareState::Paused:
        return QLatin1String("paused");
    case ShareState::Stopped:
        break;
    }
    return QLatin1String("stopped");
}

QLatin1String name(crypto::Permission permission)
{
    return permission == crypto::Permission::ReadWrite ? QLatin1String("read-write") : QLatin1String("read-only");
}

QLatin1String name(model::Question question)
{
    switch (question) {
    case model::Question::None:
        break;
    case model::Question::MissingFiles:
        return QLatin1String("missing files");
    case model::Question::OtherMount:
        return QLatin1String("other mount");
    case model::Question::OldRecord:
        return QLatin1String("old record");
    }
    return {};
}

QLatin1String name(FoundBy found)
{
    switch (found) {
    case FoundBy::Lan:
        return QLatin1String("lan");
    case FoundBy::KnownHost:
        return QLatin1String("known host");
    case FoundBy::Relay:
        return QLatin1String("relay");
    case FoundBy::Dht:
        return QLatin1String("dht");
    case FoundBy::DialledUs:
        break;
    }
    return QLatin1String("it dialled us");
}

QLatin1String wayTo(const KnownPeer& peer)
{
    if (peer.isRelayed)
        return QLatin1String("relay");
    return peer.viaLan ? QLatin1String("lan") : QLatin1String("direct");
}

QJsonObject rates(uint64_t up, uint64_t down)
{
    return {{QStringLiteral("up"), count(up)}, {QStringLiteral("down"), count(down)}};
}

QString stateOf(const PeerView& peer)
{
    if (!peer.status)
        return QStringLiteral("offline");
    return peer.status->inSync ? QStringLiteral("in sync") : QStringLiteral("syncing");
}

QJsonObject peerJson(const PeerView& peer)
{
    const KnownPeer& known = peer.known;
    const PeerStatus says = peer.status.value_or(PeerStatus{});
    QJsonObject json{
        {QStringLiteral("device"), known.device.isZero() ? QString() : shownText(known.device.hex())},
        {QStringLiteral("name"), shownText(known.name)},
        {QStringLiteral("address"), shownText(known.address)},
        {QStringLiteral("online"), peer.status.has_value()},
        {QStringLiteral("last_seen"), qint64{known.lastSeenMs}},
        {QStringLiteral("via"), wayTo(known)},
        {QStringLiteral("found"), name(known.found)},
        {QStringLiteral("version"), shownText(known.version)},
        {QStringLiteral("state"), stateOf(peer)},
        {QStringLiteral("permission"), name(known.permission)},
        {QStringLiteral("lacking_files"), count(says.lackingFiles)},
        {QStringLiteral("lacking_bytes"), count(says.lackingBytes)},
        {QStringLiteral("sent_bytes"), count(peer.traffic.sent)},
        {QStringLiteral("received_bytes"), count(peer.traffic.received)},
        {QStringLiteral("rates"), rates(peer.upPerSecond, peer.downPerSecond)},
    };
    if (const model::Sentence problem = says.problem.empty() ? peer.problem : model::Sentence(says.problem);
        !problem.empty())
        putSentence(json, QStringLiteral("problem"), problem);
    return json;
}

// Nothing is told while nothing flows.
std::optional<uint64_t> secondsLeft(const ShareView& view)
{
    if (view.status.state != ShareState::Syncing || view.downPerSecond == 0 || view.status.pendingBytes == 0)
        return std::nullopt;
    return view.status.pendingBytes / view.downPerSecond + 1;
}

QJsonObject shareJson(const ShareView& view)
{
    const ShareStatus& status = view.status;
    QJsonArray peers;
    for (const PeerView& peer : view.peers)
        if (peer.status)
            peers.append(peerJson(peer));
    QJsonObject share{
        {QStringLiteral("dir"), shownText(status.dir)},
        {QStringLiteral("share"), shownText(status.share.hex()).left(kShownShareDigits)},
        {QStringLiteral("id"), shownText(status.share.hex())},
        {QStringLiteral("fixed"), view.fixed},
        {QStringLiteral("permission"), name(status.permission)},
        {QStringLiteral("state"), name(status.state)},
        {QStringLiteral("paused"), status.state == ShareState::Paused},
        {QStringLiteral("files"), count(status.files)},
        {QStringLiteral("directories"), count(status.directories)},
        {QStringLiteral("bytes"), count(status.bytes)},
        {QStringLiteral("pending_files"), count(status.pendingFiles)},
        {QStringLiteral("pending_bytes"), count(status.pendingBytes)},
        {QStringLiteral("archive_bytes"), count(status.archiveBytes)},
        {QStringLiteral("joined_at"), qint64{status.joinedNs / 1'000'000}},
        {QStringLiteral("conflicts"), count(status.conflicts)},
        {QStringLiteral("problems"), count(status.problems)},
        {QStringLiteral("peers"), peers},
        {QStringLiteral("rates"), rates(view.upPerSecond, view.downPerSecond)},
    };
    putSentences(share, QStringLiteral("guarantees"), status.guarantees);
    if (!status.stopped.empty())
        putSentence(share, QStringLiteral("reason"), status.stopped);
    if (const auto seconds = secondsLeft(view))
        share.insert(QStringLiteral("seconds_left"), count(*seconds));
    return share;
}

QString summary(qint64 fine, qint64 open, bool more)
{
    if (more)
        return QStringLiteral("More than %1 paths are not in sync.").arg(open);
    if (open == 0)
        return fine == 0 ? QStringLiteral("Everything is in sync.") : QStringLiteral("In sync.");
    return open == 1 ? QStringLiteral("One path is not in sync.")
                     : QStringLiteral("%1 paths are not in sync.").arg(open);
}

QJsonObject whyItemJson(const WhyAnswer& answer)
{
    const auto& [shareDir, item] = answer;
    QJsonObject json{
        {QStringLiteral("share_dir"), shownText(shareDir)},
        {QStringLiteral("path"), shownText(item.path)},
        {QStringLiteral("state"), shownText(item.state)},
        {QStringLiteral("peer"), shownText(item.peer)},
    };
    putSentence(json, QStringLiteral("reason"), item.reason);
    putSentence(json, QStringLiteral("what_to_do"), item.whatToDo);
    if (printable(item.path) != item.path)
        json.insert(QStringLiteral("path_base64"), base64(item.path));
    if (item.question != model::Question::None)
        json.insert(QStringLiteral("question"), name(item.question));
    if (item.question == model::Question::MissingFiles)
        json.insert(QStringLiteral("missing_files"), count(item.missingFiles));
    return json;
}

} // namespace

QJsonObject statusJson(const InstanceView& instance)
{
    QJsonArray shares;
    for (const ShareView& share : instance.shares)
        shares.append(shareJson(share));
    QJsonObject json{
        {QStringLiteral("device"), QJsonObject{{QStringLiteral("id"), shownText(instance.device.hex())},
                                               {QStringLiteral("name"), shownText(instance.name)}}},
        {QStringLiteral("version"), shownText(instance.version)},
        {QStringLiteral("pid"), qint64{instance.pid}},
        {QStringLiteral("uptime_seconds"), qint64{instance.uptimeSeconds}},
        {QStringLiteral("listening_port"), instance.listeningPort},
        {QStringLiteral("config"), shownText(instance.configFile)},
        {QStringLiteral("user"), shownText(instance.user)},
        {QStringLiteral("rates"), rates(instance.upPerSecond, instance.downPerSecond)},
        {QStringLiteral("limits"), QJsonObject{{QStringLiteral("up"), qint64{instance.upLimit}},
                                               {QStringLiteral("down"), qint64{instance.downLimit}}}},
        {QStringLiteral("shares"), shares},
    };
    putSentences(json, QStringLiteral("notices"), instance.notices);
    return json;
}

QJsonObject peersJson(const InstanceView& instance)
{
    QJsonArray peers;
    for (const ShareView& share : instance.shares) {
        for (const PeerView& peer : share.peers) {
            QJsonObject json = peerJson(peer);
            json.insert(QStringLiteral("share"), shownText(share.status.share.hex()));
            json.insert(QStringLiteral("share_dir"), shownText(share.status.dir));
            peers.append(json);
        }
    }
    return QJsonObject{{QStringLiteral("peers"), peers}};
}

QJsonObject whyJson(const std::vector<WhyAnswer>& answers)
{
    BoundedList items(kMaxWhyItems);
    qint64 fine = 0;
    for (const WhyAnswer& answer : answers)
        if (items.take(whyItemJson(answer)))
            fine += answer.item.state == "in sync" ? 1 : 0;
    QJsonObject json{{QStringLiteral("items"), items.items()},
                     {QStringLiteral("summary"), summary(fine, items.items().size() - fine, items.isFull())}};
    if (items.isFull())
        json.insert(QStringLiteral("more"), true);
    return json;
}

} // namespace shoal::engine
