// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/control_service.h"

#include "core/engine/gather.h"
#include "core/engine/shown_text.h"
#include "shared/base/log.h"

#include <algorithm>
#include <array>

namespace shoal::engine {

namespace {

using control::Answer;
using control::CallErrorCode;
using control::Reply;

constexpr std::array<std::pair<Topic, QLatin1String>, 7> kTopicNames{{
    {Topic::Status, QLatin1String("status")},
    {Topic::Peers, QLatin1String("peers")},
    {Topic::Transfers, QLatin1String("transfers")},
    {Topic::History, QLatin1String("history")},
    {Topic::Conflicts, QLatin1String("conflicts")},
    {Topic::Problems, QLatin1String("problems")},
    {Topic::Options, QLatin1String("options")},
}};

// The path that `why` asks for, without a slash at its end; empty = everything.
Bytes askedPath(const QJsonObject& params)
{
    const QString base64 = params.value(QLatin1String("path_base64")).toString();
    Bytes path = base64.isEmpty() ? params.value(QLatin1String("path")).toString().toStdString()
                                  : QByteArray::fromBase64(base64.toLatin1()).toStdString();
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

bool isInside(ByteView path, ByteView dir)
{
    return path.starts_with(dir) && (path.size() == dir.size() || path[dir.size()] == '/');
}

// Of several shares asked for a relative path, those count that know it.
void dropUnknown(std::vector<WhyAnswer>& answers)
{
    const auto isUnknown = [](const WhyAnswer& answer) { return answer.item.state == "unknown"; };
    if (!std::all_of(answers.begin(), answers.end(), isUnknown))
        std::erase_if(answers, isUnknown);
}

WhyItem noAnswer()
{
    return {"", "waiting", model::Wording::NoAnswer, "", model::Wording::DoAskAgain};
}

// What is known of a share that is not up.
ShareStatus statusOf(const HeldShare& held)
{
    ShareStatus status = held.lastStatus;
    status.dir = held.config.dir;
    status.share = held.id();
    status.permission = held.keys.permission();
    status.peers.clear();
    status.stopped = held.refused;
    status.state = ShareState::Starting;
    if (held.paused)
        status.state = ShareState::Paused;
    else if (!held.refused.empty())
        status.state = ShareState::Stopped;
    return status;
}

WhyItem whyOf(const HeldShare& held)
{
    if (held.paused)
        return {"", "waiting", "the share is paused", "", "shoal resume lets it go on"};
    if (!held.refused.empty())
        return {"", "blocked", held.refused, "",
                "put that right, then let shoald read its config again (SIGHUP), or resume the share"};
    return {"", "waiting", "the share is starting", "", "ask again in a moment"};
}

} // namespace

ControlService::ControlService(const HeldShares& shares, Clock& clock, Describe describe, View view)
    : m_shares(shares), m_clock(clock), m_describe(std::move(describe)), m_view(std::move(view)),
      m_methods{
          {QStringLiteral("version"), [this](const QJsonObject&, const Reply& reply) { version(reply); }},
          {QStringLiteral("status"),
           [this](const QJsonObject&, const Reply& reply) {
               gatherAll([reply](const InstanceView& view_) { reply(statusJson(view_)); });
           }},
          {QStringLiteral("peers"),
           [this](const QJsonObject& params, const Reply& reply) {
               const auto shares_ = namedShares(m_shares, params);
               if (shares_.empty() && params.contains(QLatin1String("share")))
                   refuseUnknownShare(reply);
               else
                   gather(shares_, [reply](const InstanceView& view_) { reply(peersJson(view_)); });
           }},
          {QStringLiteral("why"), [this](const auto& params, const auto& reply) { why(params, reply); }},
          {QStringLiteral("rescan"), [this](const auto& params, const auto& reply) { rescan(params, reply); }},
      },
      m_server(
          [this](const QString& method, const QJsonObject& params, const Reply& reply) { call(method, params, reply); },
          clock)
{
    QObject::connect(&m_server, &control::ControlServer::subscribed, &m_server, [this] {
        if (onSubscribed)
            onSubscribed();
    });
}

Result<void> ControlService::listen(const Bytes& storagePath)
{
    const Bytes folder = control::runtimeFolders().own;
    const Bytes socket = control::socketPath(storagePath, folder);
    const auto made = control::makeRuntimeFolder(folder);
    if (!made)
        return fail(made.error());
    if (auto listening = m_server.listen(socket); !listening)
        return listening;
    if (auto link = control::Registration::inStorage(socket, storagePath))
        m_inStorage.emplace(*std::move(link));
    else
        qCWarning(logControl, "%s", link.error().context.c_str());
    auto registration = control::Registration::make(socket, folder);
    if (!registration)
        return fail(registration.error());
    m_registration.emplace(*std::move(registration));
    return {};
}

void ControlService::close()
{
    m_registration.reset();
    m_inStorage.reset();
    m_server.close();
}

void ControlService::tellChanged(const ShareId& share, Topics topics)
{
    QStringList names;
    for (const auto& [topic, name] : kTopicNames)
        if (hasTopic(topics, topic))
            names.append(name);
    m_server.tellChanged(share.isZero() ? QString() : shownText(share.hex()), names);
}

void ControlService::call(const QString& method, const QJsonObject& params, const Reply& reply)
{
    if (const auto it = m_methods.find(method); it != m_methods.end())
        it->second(params, reply);
    else
        refuse(reply, CallErrorCode::MethodNotFound,
               QStringLiteral("this instance does not know '%1'").arg(method.left(64)));
}

void ControlService::version(const Reply& reply)
{
    reply(QJsonObject{{QStringLiteral("version"), shownText(m_describe().version)},
                      {QStringLiteral("control"), control::kControlVersion}});
}

void ControlService::gather(const std::vector<HeldShare*>& shares, Done done)
{
    std::vector<ShareId> ids;
    for (const HeldShare* held : shares)
        ids.push_back(held->id());
    const auto gather = Gather<ShareStatus>::start(
        m_clock, kShareTimeout, shares.size(),
        [this, alive = std::weak_ptr(m_alive), ids, done = std::move(done)](auto answers) {
            if (alive.expired())
                return;
            InstanceView instance = m_describe();
            for (size_t i = 0; i < answers.size(); ++i) {
                HeldShare* const held = m_shares.find(ids[i]);
                if (!held || held->removed)
                    continue;
                ShareStatus silent = statusOf(*held);
                if (!answers[i] && held->isUp())
                    silent.stopped = noAnswer().reason;
                instance.shares.push_back(m_view(*held, std::move(answers[i]).value_or(std::move(silent))));
            }
            done(std::move(instance));
        });
    for (size_t i = 0; i < shares.size(); ++i) {
        if (shares[i]->isUp())
            shares[i]->share->status(gather->slot(i));
        else
            gather->slot(i)(statusOf(*shares[i]));
    }
}

void ControlService::why(const QJsonObject& params, const Reply& reply)
{
    const Bytes path = askedPath(params);
    std::vector<HeldShare*> asked;
    std::vector<Bytes> dirs;
    for (HeldShare* held : presentShares(m_shares)) {
        if (path.starts_with('/') && !isInside(path, held->config.dir))
            continue;
        asked.push_back(held);
        dirs.push_back(held->config.dir);
    }
    if (asked.empty() && !path.empty()) {
        reply(whyJson({{"", {path, "not in a share", "no folder of this instance contains it", "", ""}}}));
        return;
    }
    const auto gather =
        Gather<std::vector<WhyItem>>::start(m_clock, kShareTimeout, asked.size(), [dirs, path, reply](auto answers) {
            std::vector<WhyAnswer> all;
            for (size_t i = 0; i < dirs.size(); ++i)
                for (WhyItem& item : std::move(answers[i]).value_or(std::vector{noAnswer()}))
                    if (all.size() <= kMaxWhyItems) // one more tells that there is more
                        all.push_back({dirs[i], std::move(item)});
            if (!path.empty())
                dropUnknown(all);
            reply(whyJson(all));
        });
    for (size_t i = 0; i < asked.size(); ++i) {
        if (asked[i]->isUp())
            asked[i]->share->why(path, gather->slot(i));
        else
            gather->slot(i)({whyOf(*asked[i])});
    }
}

void ControlService::rescan(const QJsonObject& params, const Reply& reply)
{
    const std::vector<HeldShare*> shares = namedShares(m_shares, params);
    if (shares.empty()) {
        refuseUnknownShare(reply);
        return;
    }
    qint64 looking = 0;
    for (HeldShare* held : shares) {
        if (!held->isUp())
            continue;
        held->share->rescan();
        ++looking;
    }
    if (looking == 0)
        refuse(reply, CallErrorCode::CannotNow,
               shares.size() == 1 && shares[0]->paused ? QStringLiteral("the share is paused; resume it first")
                                                       : QStringLiteral("no share is running at present"));
    else
        reply(QJsonObject{{QStringLiteral("shares"), looking}});
}

} // namespace shoal::engine
