// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/instance_methods.h"

#include "core/engine/folder_clash.h"
#include "core/engine/instance_options.h"
#include "core/engine/log_level.h"
#include "core/engine/share_options.h"
#include "core/engine/shown_text.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <sys/stat.h>

namespace shoal::engine {

namespace {

using control::CallErrorCode;
using control::Reply;

// Limited by the umask.
constexpr mode_t kFolderMode = 0777;

QString hex(const ShareId& id)
{
    return QString::fromStdString(id.hex());
}

// What this device may know of a share.
QJsonObject secretsJson(const crypto::Secret& secret)
{
    QJsonObject json{{QStringLiteral("read_only"), QString::fromStdString(secret.readOnly().text())}};
    if (secret.permission() == crypto::Permission::ReadWrite)
        json.insert(QStringLiteral("secret"), QString::fromStdString(secret.text()));
    return json;
}

// Blocking. The folder of a new share must be there: a missing one is a typing mistake, unless it is to be made.
Result<void> takeFolder(const Bytes& dir, bool create, const std::vector<Bytes>& others, const Bytes& storagePath,
                        const storage::OpenFolder& openFolder)
{
    if (auto clash = folderClash(dir, others, storagePath))
        return fail(ErrorCode::InvalidArgument, *std::move(clash));
    if (openFolder(dir))
        return {};
    if (create && ::mkdir(dir.c_str(), kFolderMode) != 0 && errno != EEXIST)
        return fail(ErrorCode::InvalidArgument, systemError(errno, "cannot make the folder " + printable(dir)).context);
    struct stat info
    {};
    if (::stat(dir.c_str(), &info) != 0)
        return fail(ErrorCode::InvalidArgument, systemError(errno, "the folder " + printable(dir)).context +
                                                    (errno == ENOENT ? "; \"create\" makes it" : ""));
    if (!S_ISDIR(info.st_mode))
        return fail(ErrorCode::InvalidArgument, printable(dir) + " is no folder");
    return {};
}

// Blocking. The index, and what is kept beside it under the same number.
void removeIndex(const Bytes& path, const storage::OpenFolder& openFolder)
{
    const std::filesystem::path index(path);
    const Bytes prefix = index.stem().native() + ".";
    auto files = openFolder(index.parent_path().native());
    auto folder = files ? (*files)->openDirectory("") : fail(files.error());
    const auto entries = folder ? (*folder)->list() : fail(folder.error());
    if (!entries)
        return;
    for (const storage::DirEntry& entry : *entries)
        if (entry.name.starts_with(prefix))
            (void)(*folder)->removeFile(entry.name);
}

} // namespace

MethodTable InstanceMethods::table()
{
    using Member = void (InstanceMethods::*)(const QJsonObject&, const Reply&);
    const auto call = [this](Member member) {
        return [this, member](const QJsonObject& params, const Reply& reply) { (this->*member)(params, reply); };
    };
    return {
        {QStringLiteral("pause"), [this](const auto& params, const auto& reply) { setPaused(true, params, reply); }},
        {QStringLiteral("resume"), [this](const auto& params, const auto& reply) { setPaused(false, params, reply); }},
        {QStringLiteral("add_share"), call(&InstanceMethods::addShare)},
        {QStringLiteral("remove_share"), call(&InstanceMethods::removeShare)},
        {QStringLiteral("secret"), call(&InstanceMethods::secret)},
        {QStringLiteral("rotate"), call(&InstanceMethods::rotate)},
        {QStringLiteral("share_options"), call(&InstanceMethods::shareOptions)},
        {QStringLiteral("set_share_options"), call(&InstanceMethods::setShareOptions)},
        {QStringLiteral("dismiss_notices"), call(&InstanceMethods::dismissNotices)},
        {QStringLiteral("options"),
         [this](const QJsonObject&, const Reply& reply) {
             reply(QJsonObject{{QStringLiteral("options"), optionsJson(m_parts.file(), m_parts.inUse())}});
         }},
        {QStringLiteral("set_options"), call(&InstanceMethods::setOptions)},
        {QStringLiteral("log_level"), &answerLogLevel},
    };
}

// --- Pausing ----------------------------------------------------------------------------------------

void InstanceMethods::setPaused(bool paused, const QJsonObject& params, const Reply& reply)
{
    const auto named = namedShares(m_parts.shares, params);
    if (named.empty()) {
        refuseUnknownShare(reply);
        return;
    }
    std::set<ShareId> all = m_parts.saved.paused();
    qint64 count = 0;
    for (HeldShare* held : named) {
        count += held->paused != paused ? 1 : 0;
        if (paused)
            all.insert(held->id());
        else
            all.erase(held->id());
        m_parts.runner.setPaused(*held, paused);
        m_parts.changed(held->id(), static_cast<Topics>(Topic::Status));
    }
    m_parts.saved.setPaused(std::move(all), [reply, count](const Result<void>& saved) {
        if (saved)
            reply(QJsonObject{{QStringLiteral("shares"), count}});
        else
            refuse(reply, CallErrorCode::CannotNow,
                   QStringLiteral("it is so now, but will not be after a restart: ") +
                       shownText(saved.error().context));
    });
}

// --- Shares -----------------------------------------------------------------------------------------

std::vector<Bytes> InstanceMethods::dirs() const
{
    std::vector<Bytes> dirs;
    for (const HeldShare* held : presentShares(m_parts.shares))
        dirs.push_back(held->config.dir);
    return dirs;
}

void InstanceMethods::addShare(const QJsonObject& params, const Reply& reply)
{
    const auto share = shareFromJson(params);
    if (!share) {
        refuse(reply, share.error());
        return;
    }
    const auto done = [this, alive = std::weak_ptr(m_alive), share = *share, reply](const Result<void>& taken) {
        if (alive.expired())
            return;
        if (taken)
            takeShare(share, reply);
        else
            refuse(reply, taken.error());
    };
    m_parts.pool.post([done, dir = share->dir, create = params.value(QLatin1String("create")).toBool(), others = dirs(),
                       storage = m_parts.inUse().storagePath, openFolder = m_parts.openFolder, &loop = m_parts.loop] {
        loop.post([done, taken = takeFolder(dir, create, others, storage, openFolder)] { done(taken); });
    });
}

// The folder is fine.
void InstanceMethods::takeShare(const config::ShareConfig& share, const Reply& reply)
{
    auto keys = crypto::ShareKeys::derive(*crypto::Secret::parse(share.secret));
    const ShareId id = keys.id();
    const HeldShare* const there = m_parts.shares.find(id);
    if (there && !there->removed) {
        refuse(reply, CallErrorCode::InvalidParams,
               shownText("this secret is of the share that is here already, at " + there->config.dir));
        return;
    }
    if (m_forgotten.contains(id)) {
        refuse(reply, CallErrorCode::CannotNow,
               QStringLiteral("this share is just being removed; try again in a moment"));
        return;
    }
    if (presentShares(m_parts.shares).size() >= config::kMaxShares) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("this instance has as many shares as one can have"));
        return;
    }
    m_parts.registry.add(id, share, [this, alive = std::weak_ptr(m_alive), share, keys, id, reply](const auto& saved) {
        if (alive.expired())
            return;
        if (!saved) {
            m_parts.registry.remove(id, [](const Result<void>&) {});
            refuse(reply, CallErrorCode::CannotNow, shownText(saved.error().context));
            return;
        }
        m_parts.runner.add(share, keys, false, false);
        m_parts.changed(ShareId{}, static_cast<Topics>(Topic::Status));
        reply(QJsonObject{{QStringLiteral("share"), hex(id)}});
    });
}

// Only its config file changes a share that it names.
void InstanceMethods::refuseFixed(const HeldShare& held, ByteView advice, const Reply& reply) const
{
    refuse(reply, CallErrorCode::InvalidParams,
           shownText(config::placed(m_parts.file().lines, held.config.secretAt,
                                    "this file names the share; " + Bytes(advice) +
                                        " and let shoald read it again (SIGHUP)")));
}

void InstanceMethods::removeShare(const QJsonObject& params, const Reply& reply)
{
    HeldShare* const held = oneShare(m_parts.shares, params, reply);
    if (!held)
        return;
    if (held->fixed) {
        refuseFixed(*held, "take it out here", reply);
        return;
    }
    const ShareId id = held->id();
    m_parts.registry.remove(id, [this, alive = std::weak_ptr(m_alive), id, reply](const Result<void>& saved) {
        if (alive.expired())
            return;
        if (!saved) {
            if (const HeldShare* const it = m_parts.shares.find(id))
                m_parts.registry.add(id, it->config, [](const Result<void>&) {});
            refuse(reply, CallErrorCode::CannotNow, shownText(saved.error().context));
            return;
        }
        forget(id);
        m_parts.changed(ShareId{}, static_cast<Topics>(Topic::Status));
        reply(QJsonObject{{QStringLiteral("share"), hex(id)}});
    });
}

// The registry does not name the share any more; its index goes as soon as it has stopped.
void InstanceMethods::forget(const ShareId& id)
{
    m_forgotten.insert(id);
    m_parts.known.forget(id);
    auto paused = m_parts.saved.paused();
    if (paused.erase(id) != 0)
        m_parts.saved.setPaused(std::move(paused), [](const Result<void>&) {});
    if (HeldShare* const held = m_parts.shares.find(id))
        m_parts.runner.remove(*held);
}

void InstanceMethods::shareGone(const ShareId& id)
{
    if (!m_forgotten.contains(id))
        return;
    const auto done = [this, alive = std::weak_ptr(m_alive), id] {
        if (!alive.expired())
            m_forgotten.erase(id);
    };
    m_parts.pool.post([done, path = m_parts.indexPath(id), openFolder = m_parts.openFolder, &loop = m_parts.loop] {
        removeIndex(path, openFolder);
        loop.post(done);
    });
}

void InstanceMethods::secret(const QJsonObject& params, const Reply& reply)
{
    if (const HeldShare* const held = oneShare(m_parts.shares, params, reply))
        reply(secretsJson(*crypto::Secret::parse(held->config.secret)));
}

// --- Another secret ---------------------------------------------------------------------------------

void InstanceMethods::rotate(const QJsonObject& params, const Reply& reply)
{
    HeldShare* const held = oneShare(m_parts.shares, params, reply);
    if (!held)
        return;
    const QString given = params.value(QLatin1String("secret")).toString();
    if (given.isEmpty() && held->keys.permission() != crypto::Permission::ReadWrite) {
        refuse(
            reply, CallErrorCode::InvalidParams,
            QStringLiteral("this device may only read: make the new secret on one that may write, and give it here"));
        return;
    }
    const auto secret = given.isEmpty() ? Result<crypto::Secret>(crypto::Secret::generate(m_parts.random))
                                        : crypto::Secret::parse(given.toStdString());
    if (!secret) {
        refuse(reply, CallErrorCode::InvalidParams, shownText(secret.error().context));
        return;
    }
    const ShareId next = crypto::ShareKeys::derive(*secret).id();
    if (m_parts.shares.find(next) || m_forgotten.contains(next)) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("this instance has a share with that secret already"));
        return;
    }
    if (!held->share) {
        refuse(reply, CallErrorCode::CannotNow,
               QStringLiteral("the share does not run; resume it, so that its folder can be prepared"));
        return;
    }
    const auto permitted = [this, alive = std::weak_ptr(m_alive), id = held->id(), secret = *secret,
                            reply](const Result<void>& done) {
        if (alive.expired())
            return;
        const HeldShare* const it = m_parts.shares.find(id);
        if (!done || !it) {
            refuse(reply, CallErrorCode::CannotNow,
                   shownText(done ? Bytes("the share was removed meanwhile") : done.error().context));
            return;
        }
        if (!it->fixed) {
            replaceShare(id, secret, reply);
            return;
        }
        QJsonObject answer = secretsJson(secret);
        answer.insert(QStringLiteral("what_to_do"),
                      shownText(config::placed(m_parts.file().lines, it->config.secretAt,
                                               "put the new secret here and let shoald read it again (SIGHUP)")));
        reply(answer);
    };
    held->share->rotate(next, permitted);
}

// A share that people have added: its folder may change hands now.
void InstanceMethods::replaceShare(const ShareId& old, const crypto::Secret& secret, const Reply& reply)
{
    config::ShareConfig share = m_parts.shares.find(old)->config;
    const config::ShareConfig before = share;
    share.secret = secret.text();
    auto keys = crypto::ShareKeys::derive(secret);
    const ShareId id = keys.id();
    m_parts.registry.replace(
        old, id, share,
        [this, alive = std::weak_ptr(m_alive), old, id, before, share, keys, secret, reply](const auto& saved) {
            if (alive.expired())
                return;
            if (!saved || !m_parts.shares.find(old)) {
                m_parts.registry.replace(id, old, before, [](const Result<void>&) {});
                refuse(reply, CallErrorCode::CannotNow,
                       shownText(saved ? Bytes("the share was removed meanwhile") : saved.error().context));
                return;
            }
            forget(old);
            m_parts.runner.add(share, keys, false, false);
            m_parts.changed(ShareId{}, static_cast<Topics>(Topic::Status));
            reply(secretsJson(secret));
        });
}

// --- Preferences of a share -------------------------------------------------------------------------

void InstanceMethods::shareOptions(const QJsonObject& params, const Reply& reply)
{
    const HeldShare* const held = oneShare(m_parts.shares, params, reply);
    if (!held)
        return;
    const int64_t line = held->fixed ? m_parts.file().lines.find(held->config.secretAt).at.line : 0;
    reply(QJsonObject{{QStringLiteral("options"), shareOptionsJson(held->config, line)}});
}

void InstanceMethods::setShareOptions(const QJsonObject& params, const Reply& reply)
{
    HeldShare* const held = oneShare(m_parts.shares, params, reply);
    if (!held)
        return;
    if (held->fixed) {
        refuseFixed(*held, "change its options here", reply);
        return;
    }
    if (!params.value(QLatin1String("values")).isObject()) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("\"values\" must be an object of names and values"));
        return;
    }
    const auto changed = withShareOptions(held->config, params.value(QLatin1String("values")).toObject());
    if (!changed) {
        refuse(reply, changed.error());
        return;
    }
    m_parts.registry.add(held->id(), *changed,
                         [this, alive = std::weak_ptr(m_alive), id = held->id(), before = held->config,
                          share = *changed, reply](const Result<void>& saved) {
                             if (alive.expired())
                                 return;
                             if (saved) {
                                 takeShareOptions(id, before, share, reply);
                                 return;
                             }
                             m_parts.registry.add(id, before, [](const Result<void>&) {});
                             refuse(reply, CallErrorCode::CannotNow, shownText(saved.error().context));
                         });
}

// They are saved.
void InstanceMethods::takeShareOptions(const ShareId& id, const config::ShareConfig& before,
                                       const config::ShareConfig& share, const Reply& reply)
{
    HeldShare* const held = m_parts.shares.find(id);
    if (!held || held->removed || m_forgotten.contains(id)) {
        m_parts.registry.remove(id, [](const Result<void>&) {});
        refuse(reply, CallErrorCode::CannotNow, QStringLiteral("the share was removed meanwhile"));
        return;
    }
    if (held->fixed || held->config != before) {
        m_parts.registry.add(id, held->fixed ? before : held->config, [](const Result<void>&) {});
        refuse(reply, CallErrorCode::CannotNow,
               QStringLiteral("the share was changed meanwhile; look at it and try again"));
        return;
    }
    const bool wasUp = held->isUp();
    const bool restarts = m_parts.reconfigure(*held, share);
    m_parts.changed(id, Topic::Options | Topic::Status);
    reply(QJsonObject{{QStringLiteral("starts_anew"), restarts && wasUp}});
}

void InstanceMethods::dismissNotices(const QJsonObject&, const Reply& reply)
{
    const auto count = static_cast<qint64>(m_parts.dismissNotices());
    if (count > 0)
        m_parts.changed(ShareId{}, static_cast<Topics>(Topic::Status));
    reply(QJsonObject{{QStringLiteral("notices"), count}});
}

// --- Options ----------------------------------------------------------------------------------------

void InstanceMethods::setOptions(const QJsonObject& params, const Reply& reply)
{
    if (!params.value(QLatin1String("values")).isObject()) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("\"values\" must be an object of names and values"));
        return;
    }
    auto changed =
        changedOptions(m_parts.saved.options(), params.value(QLatin1String("values")).toObject(), m_parts.file());
    if (!changed) {
        refuse(reply, changed.error());
        return;
    }
    const auto before = m_parts.saved.options();
    m_parts.saved.setOptions(*std::move(changed),
                             [this, alive = std::weak_ptr(m_alive), before, reply](const auto& saved) {
                                 if (alive.expired())
                                     return;
                                 if (!saved) {
                                     m_parts.saved.setOptions(before, [](const Result<void>&) {});
                                     refuse(reply, CallErrorCode::CannotNow, shownText(saved.error().context));
                                     return;
                                 }
                                 QJsonArray needRestart;
                                 for (const Bytes& name : m_parts.optionsChanged())
                                     needRestart.append(shownText(name));
                                 m_parts.changed(ShareId{}, Topic::Options | Topic::Status);
                                 reply(QJsonObject{{QStringLiteral("need_restart"), needRestart}});
                             });
}

} // namespace shoal::engine
