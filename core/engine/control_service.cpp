// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/control_service.h"

#include "core/engine/gather.h"
#include "shared/base/log.h"

#include <algorithm>

namespace shoal::engine {

namespace {

using control::Answer;
using control::CallErrorCode;
using control::Reply;

// A folder is named by its path, or by as much of the id as `status` shows, or more.
constexpr qsizetype kShortestId = 8;

void refuse(const Reply& reply, CallErrorCode code, const QString& sentence)
{
    reply(tl::unexpected(control::CallError{code, sentence}));
}

QString toText(ByteView bytes)
{
    const Bytes shown = printable(bytes);
    return QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
}

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
    return {"", "waiting", "the share has not answered: its disk is busy or does not respond", "",
            "ask again in a moment"};
}

} // namespace

ControlService::ControlService(const HeldShares& shares, Clock& clock, Describe describe, View view)
    : m_shares(shares), m_clock(clock), m_describe(std::move(describe)), m_view(std::move(view)),
      m_server(
          [this](const QString& method, const QJsonObject& params, const Reply& reply) { call(method, params, reply); })
{}

Result<void> ControlService::listen(const Bytes& storagePath)
{
    const Bytes folder = control::runtimeFolders().own;
    const Bytes socket = control::socketPath(storagePath, folder);
    const auto made = control::makeRuntimeFolder(folder);
    if (auto listening = m_server.listen(socket); !listening)
        return listening;
    if (!made)
        return fail(made.error());
    auto registration = control::Registration::make(socket, folder);
    if (!registration)
        return fail(registration.error());
    m_registration.emplace(*std::move(registration));
    return {};
}

void ControlService::close()
{
    m_registration.reset();
    m_server.close();
}

void ControlService::call(const QString& method, const QJsonObject& params, const Reply& reply)
{
    if (method == QLatin1String("version"))
        version(reply);
    else if (method == QLatin1String("status"))
        status(reply);
    else if (method == QLatin1String("why"))
        why(params, reply);
    else if (method == QLatin1String("rescan"))
        rescan(params, reply);
    else if (method == QLatin1String("confirm"))
        confirm(params, reply);
    else
        refuse(reply, CallErrorCode::MethodNotFound,
               QStringLiteral("this instance does not know '%1'").arg(method.left(64)));
}

void ControlService::version(const Reply& reply)
{
    reply(QJsonObject{{QStringLiteral("version"), toText(m_describe().version)},
                      {QStringLiteral("control"), control::kControlVersion}});
}

void ControlService::status(const Reply& reply)
{
    const auto& shares = m_shares.all();
    const auto gather = Gather<ShareStatus>::start(
        m_clock, kShareTimeout, shares.size(), [this, alive = std::weak_ptr(m_alive), reply](auto answers) {
            if (alive.expired())
                return;
            InstanceView instance = m_describe();
            for (size_t i = 0; i < answers.size(); ++i) {
                HeldShare& held = *m_shares.all()[i];
                ShareStatus silent;
                silent.dir = held.share->settings().dir;
                silent.share = held.id();
                silent.permission = held.keys.permission();
                silent.stopped = noAnswer().reason;
                instance.shares.push_back(m_view(held, std::move(answers[i]).value_or(std::move(silent))));
            }
            reply(statusJson(instance));
        });
    for (size_t i = 0; i < shares.size(); ++i)
        shares[i]->share->status(gather->slot(i));
}

void ControlService::why(const QJsonObject& params, const Reply& reply)
{
    const Bytes path = askedPath(params);
    std::vector<HeldShare*> asked;
    for (const auto& held : m_shares.all())
        if (!path.starts_with('/') || isInside(path, held->share->settings().dir))
            asked.push_back(held.get());
    if (asked.empty() && !path.empty()) {
        reply(whyJson({{"", {path, "not in a share", "no folder of this instance contains it", "", ""}}}));
        return;
    }
    const auto gather =
        Gather<std::vector<WhyItem>>::start(m_clock, kShareTimeout, asked.size(), [asked, path, reply](auto answers) {
            std::vector<WhyAnswer> all;
            for (size_t i = 0; i < asked.size(); ++i)
                for (WhyItem& item : std::move(answers[i]).value_or(std::vector{noAnswer()}))
                    if (all.size() < kMaxWhyItems)
                        all.push_back({asked[i]->share->settings().dir, std::move(item)});
            if (!path.empty())
                dropUnknown(all);
            reply(whyJson(all));
        });
    for (size_t i = 0; i < asked.size(); ++i)
        asked[i]->share->why(path, gather->slot(i));
}

void ControlService::rescan(const QJsonObject& params, const Reply& reply)
{
    const std::vector<HeldShare*> shares = named(params);
    if (shares.empty()) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("no share of this instance has that folder or id"));
        return;
    }
    for (HeldShare* held : shares)
        held->share->rescan();
    reply(QJsonObject{{QStringLiteral("shares"), static_cast<qint64>(shares.size())}});
}

void ControlService::confirm(const QJsonObject& params, const Reply& reply)
{
    const QString word = params.value(QLatin1String("answer")).toString(QStringLiteral("refill"));
    const bool refill = word == QLatin1String("refill");
    if (!refill && word != QLatin1String("deleted-everywhere")) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("answer must be \"refill\" or \"deleted-everywhere\""));
        return;
    }
    const std::vector<HeldShare*> shares = named(params);
    if (shares.empty()) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("no share of this instance has that folder or id"));
        return;
    }
    const auto gather = Gather<Result<void>>::start(m_clock, kShareTimeout, shares.size(), [reply](auto answers) {
        const auto confirmed =
            std::count_if(answers.begin(), answers.end(), [](const auto& one) { return one && *one; });
        if (confirmed > 0)
            reply(QJsonObject{{QStringLiteral("shares"), static_cast<qint64>(confirmed)}});
        else
            refuse(reply, CallErrorCode::InvalidParams,
                   toText(answers[0] ? answers[0]->error().context : noAnswer().reason));
    });
    for (size_t i = 0; i < shares.size(); ++i)
        shares[i]->share->confirm(refill ? GuardAnswer::Refill : GuardAnswer::DeletedEverywhere, gather->slot(i));
}

std::vector<HeldShare*> ControlService::named(const QJsonObject& params) const
{
    const QString name = params.value(QLatin1String("share")).toString();
    std::vector<HeldShare*> found;
    for (const auto& held : m_shares.all()) {
        const bool byDir = name.toStdString() == held->share->settings().dir;
        const bool byId = name.size() >= kShortestId && held->id().hex().starts_with(name.toLower().toStdString());
        if (name.isEmpty() || byDir || byId)
            found.push_back(held.get());
    }
    return found;
}

} // namespace shoal::engine
