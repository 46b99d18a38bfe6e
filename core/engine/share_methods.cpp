// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_methods.h"

#include "core/engine/bounded_list.h"
#include "core/engine/control_service.h"
#include "core/engine/gather.h"
#include "core/engine/shown_text.h"

#include <QJsonArray>

#include <algorithm>
#include <charconv>

namespace shoal::engine {

using control::CallErrorCode;
using control::Reply;

namespace {

template <class Answer> using From = std::pair<ShareName, Answer>;

ShareName nameOf(const HeldShare& held)
{
    return {held.id(), held.share->settings().dir};
}

size_t limitOf(const QJsonObject& params)
{
    const auto asked = params.value(QLatin1String("limit")).toInteger(ShareMethods::kDefaultLimit);
    return static_cast<size_t>(std::clamp<qint64>(asked, 1, ShareMethods::kMaxLimit));
}

std::optional<ListCursor> cursorOf(const QJsonObject& params, const Reply& reply)
{
    auto cursor = ListCursor::parse(params.value(QLatin1String("before")).toString());
    if (!cursor)
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("\"before\" must be what an answer had as \"next\""));
    return cursor;
}

Bytes textOf(const QJsonObject& params, QLatin1String name)
{
    return params.value(name).toString().toStdString();
}

// What a person has to know of the shares that are not in an answer.
QJsonObject unansweredJson(const ShareName& share, const Bytes& reason)
{
    QJsonObject json{{QStringLiteral("share"), shownText(share.id.hex())},
                     {QStringLiteral("reason"), shownText(reason)}};
    putPath(json, QStringLiteral("share_dir"), share.dir);
    return json;
}

// The same, saying which shares are not in it.
Reply without(const QJsonArray& unanswered, const Reply& reply)
{
    if (unanswered.isEmpty())
        return reply;
    return [unanswered, reply](const control::Answer& answer) {
        if (!answer)
            return reply(answer);
        QJsonObject whole = *answer;
        whole.insert(QStringLiteral("unanswered"), unanswered);
        reply(whole);
    };
}

Bytes whyNotUp(const HeldShare& held)
{
    return held.paused ? "the share is paused; resume it first" : "the share is not running at present";
}

void answerList(const Reply& reply, const QString& name, const QJsonArray& items, const ListCursor& next)
{
    QJsonObject answer{{name, items}};
    if (!next.at.empty())
        answer.insert(QStringLiteral("next"), next.text());
    reply(answer);
}

QJsonObject verdictJson(const IgnoreVerdict& verdict)
{
    QJsonObject json{{QStringLiteral("ignored"), verdict.ignored}};
    if (verdict.ignored)
        putPath(json, QStringLiteral("rule"), verdict.rule);
    if (verdict.line > 0)
        json.insert(QStringLiteral("line"), static_cast<qint64>(verdict.line));
    return json;
}

std::function<void(Result<Bytes>)> answerPath(const Reply& reply)
{
    return [reply](Result<Bytes> path) {
        if (!path) {
            refuse(reply, path.error());
            return;
        }
        QJsonObject answer;
        putPath(answer, QStringLiteral("path"), *path);
        reply(answer);
    };
}

uint64_t numberIn(const ListCursor& cursor, const ShareId& id)
{
    const auto it = cursor.at.find(id);
    uint64_t number = 0;
    if (it != cursor.at.end())
        (void)std::from_chars(it->second.data(), it->second.data() + it->second.size(), number);
    return number;
}

Bytes textIn(const ListCursor& cursor, const ShareId& id)
{
    const auto it = cursor.at.find(id);
    return it == cursor.at.end() ? Bytes() : it->second;
}

// Takes items of several shares one share after the other, as long as there is room. `textOf` an item: where to go on
// behind it.
template <class Item, class Json, class TextOf>
void takeInOrder(const ShareName& share, const std::vector<Item>& items, const Bytes& more, BoundedList& list,
                 const ListCursor& before, ListCursor& next, Json json, TextOf textOf)
{
    size_t count = 0;
    while (count < items.size() && list.take(json(share, items[count])))
        ++count;
    if (count < items.size())
        next.at[share.id] = count == 0 ? textIn(before, share.id) : textOf(items[count - 1]);
    else if (!more.empty())
        next.at[share.id] = more;
}

} // namespace

MethodTable ShareMethods::table()
{
    const auto bound = [this](void (ShareMethods::*method)(const QJsonObject&, const Reply&)) {
        return [this, method](const QJsonObject& params, const Reply& reply) { (this->*method)(params, reply); };
    };
    return {
        {QStringLiteral("confirm"), bound(&ShareMethods::confirm)},
        {QStringLiteral("transfers"), bound(&ShareMethods::transfers)},
        {QStringLiteral("history"), bound(&ShareMethods::history)},
        {QStringLiteral("conflicts"), bound(&ShareMethods::conflicts)},
        {QStringLiteral("resolve"), bound(&ShareMethods::resolve)},
        {QStringLiteral("archive"), bound(&ShareMethods::archive)},
        {QStringLiteral("restore"), bound(&ShareMethods::restore)},
        {QStringLiteral("ignore_test"), bound(&ShareMethods::ignoreTest)},
        {QStringLiteral("try_ignore_list"), bound(&ShareMethods::tryIgnoreList)},
        {QStringLiteral("ignore_list"), bound(&ShareMethods::ignoreList)},
        {QStringLiteral("set_ignore_list"), bound(&ShareMethods::setIgnoreList)},
    };
}

template <class Answer, class Ask, class Done>
void ShareMethods::ask(std::vector<HeldShare*> shares, const Reply& reply, Ask ask, Done done)
{
    QJsonArray down;
    for (const HeldShare* held : shares)
        if (!held->isUp())
            down.append(unansweredJson({held->id(), held->config.dir}, whyNotUp(*held)));
    const size_t asked = shares.size();
    std::erase_if(shares, [](const HeldShare* held) { return !held->isUp(); });
    if (shares.empty() && asked > 0) {
        const QString first = down[0].toObject().value(QLatin1String("reason")).toString();
        refuse(reply, CallErrorCode::CannotNow, asked == 1 ? first : QStringLiteral("no share is running at present"));
        return;
    }
    std::vector<ShareName> names;
    for (const HeldShare* held : shares)
        names.push_back(nameOf(*held));
    const auto gather = Gather<Result<Answer>>::start(
        m_clock, ControlService::kShareTimeout, shares.size(), [names, reply, done, down](auto answers) {
            std::vector<From<Answer>> came;
            std::optional<Error> error;
            QJsonArray unanswered = down;
            for (size_t i = 0; i < names.size(); ++i) {
                if (answers[i] && *answers[i]) {
                    came.emplace_back(names[i], std::move(**answers[i]));
                    continue;
                }
                error = answers[i] ? answers[i]->error()
                                   : Error{ErrorCode::Busy,
                                           "the share has not answered: its disk is busy or does not respond"};
                unanswered.append(unansweredJson(names[i], error->context));
            }
            if (came.empty() && error)
                refuse(reply, *error);
            else
                done(std::move(came), without(unanswered, reply));
        });
    for (size_t i = 0; i < shares.size(); ++i)
        ask(*shares[i], gather->slot(i));
}

std::optional<std::vector<HeldShare*>> ShareMethods::sharesFrom(const QJsonObject& params, const Reply& reply,
                                                                const ListCursor& cursor) const
{
    std::vector<HeldShare*> shares = namedShares(m_shares, params);
    if (shares.empty() && !params.value(QLatin1String("share")).toString().isEmpty()) {
        refuseUnknownShare(reply);
        return std::nullopt;
    }
    if (!cursor.fresh)
        std::erase_if(shares, [&cursor](const HeldShare* held) { return !cursor.at.contains(held->id()); });
    return shares;
}

HeldShare* ShareMethods::runningShare(const QJsonObject& params, const Reply& reply)
{
    HeldShare* const held = oneShare(m_shares, params, reply);
    if (!held || held->isUp())
        return held;
    refuse(reply, Error{ErrorCode::Busy, whyNotUp(*held)});
    return nullptr;
}

void ShareMethods::confirm(const QJsonObject& params, const Reply& reply)
{
    const QString word = params.value(QLatin1String("answer")).toString(QStringLiteral("refill"));
    const auto path = takePath(params, QStringLiteral("path"));
    const QJsonValue number = params.value(QLatin1String("files"));
    const auto files = number.isDouble() && number.toInteger(-1) >= 0
                           ? std::optional(static_cast<uint64_t>(number.toInteger()))
                           : std::nullopt;
    const bool mount = word == QLatin1String("new-mount");
    const bool everywhere = word == QLatin1String("deleted-everywhere");
    const bool keep = word == QLatin1String("keep");
    const bool held = keep || word == QLatin1String("remove");
    if ((!mount && !everywhere && !held && word != QLatin1String("refill")) || (mount && !path)) {
        refuse(
            reply, CallErrorCode::InvalidParams,
            QStringLiteral(
                R"("answer" must be "refill", "deleted-everywhere", "keep", "remove", or "new-mount" with a "path")"));
        return;
    }
    const std::vector<HeldShare*> shares = namedShares(m_shares, params);
    if (shares.empty()) {
        refuseUnknownShare(reply);
        return;
    }
    ask<bool>(
        shares, reply,
        [mount, everywhere, held, keep, files, path](HeldShare& share, auto slot) {
            const auto done = [slot](Result<void> result) {
                slot(result ? Result<bool>(true) : Result<bool>(fail(result.error())));
            };
            if (held)
                share.share->answerHeld(keep ? HeldAnswer::Keep : HeldAnswer::Remove, path.value_or(Bytes()), done);
            else if (mount)
                share.share->acceptMount(*path, done);
            else
                share.share->confirm(everywhere ? GuardAnswer::DeletedEverywhere : GuardAnswer::Refill, files, done);
        },
        // Those that wait for no such answer are no news.
        [reply](std::vector<From<bool>> confirmed, const Reply&) {
            reply(QJsonObject{{QStringLiteral("shares"), static_cast<qint64>(confirmed.size())}});
        });
}

void ShareMethods::transfers(const QJsonObject& params, const Reply& reply)
{
    const auto shares = sharesFrom(params, reply, {});
    if (!shares)
        return;
    ask<TransferList>(
        *shares, reply,
        [](HeldShare& held, auto slot) {
            held.share->transfers([slot](TransferList list) { slot(Result<TransferList>(std::move(list))); });
        },
        [](std::vector<From<TransferList>> lists, const Reply& answer) {
            BoundedList items(kMaxLimit);
            uint64_t files = 0, bytes = 0;
            for (const auto& [share, list] : lists) {
                files += list.queuedFiles;
                bytes += list.queuedBytes;
                for (const TransferItem& item : list.items)
                    (void)items.take(transferJson(share, item));
            }
            answer(QJsonObject{{QStringLiteral("transfers"), items.items()},
                               {QStringLiteral("queued_files"), static_cast<qint64>(files)},
                               {QStringLiteral("queued_bytes"), static_cast<qint64>(bytes)}});
        });
}

void ShareMethods::history(const QJsonObject& params, const Reply& reply)
{
    const auto cursor = cursorOf(params, reply);
    if (!cursor)
        return;
    const size_t limit = limitOf(params);
    const Bytes search = textOf(params, QLatin1String("search"));
    const auto shares = sharesFrom(params, reply, *cursor);
    if (!shares)
        return;
    ask<HistoryPage>(
        *shares, reply,
        [cursor, search, limit](HeldShare& held, auto slot) {
            held.share->history({numberIn(*cursor, held.id()), search, limit}, slot);
        },
        [limit, cursor](std::vector<From<HistoryPage>> pages, const Reply& answer) {
            // Newest first over all shares.
            BoundedList items(limit);
            std::vector<size_t> taken(pages.size());
            while (true) {
                std::optional<size_t> newest;
                const auto timeAt = [&](size_t i) { return pages[i].second.entries[taken[i]].second.timeMs; };
                for (size_t i = 0; i < pages.size(); ++i) {
                    if (taken[i] < pages[i].second.entries.size() && (!newest || timeAt(i) > timeAt(*newest)))
                        newest = i;
                }
                if (!newest)
                    break;
                const auto& [share, page] = pages[*newest];
                if (!items.take(historyJson(share, page.entries[taken[*newest]].second)))
                    break;
                ++taken[*newest];
            }
            ListCursor next;
            for (size_t i = 0; i < pages.size(); ++i) {
                const auto& [share, page] = pages[i];
                if (taken[i] < page.entries.size() || page.more)
                    next.at[share.id] =
                        taken[i] == 0 ? textIn(*cursor, share.id) : std::to_string(page.entries[taken[i] - 1].first);
            }
            answerList(answer, QStringLiteral("entries"), items.items(), next);
        });
}

void ShareMethods::conflicts(const QJsonObject& params, const Reply& reply)
{
    const auto cursor = cursorOf(params, reply);
    if (!cursor)
        return;
    const size_t limit = limitOf(params);
    using Items = std::vector<ConflictItem>;
    const auto shares = sharesFrom(params, reply, *cursor);
    if (!shares)
        return;
    ask<Items>(
        *shares, reply,
        [cursor, limit](HeldShare& held, auto slot) {
            // One more tells whether there is more.
            held.share->conflicts(textIn(*cursor, held.id()), limit + 1, slot);
        },
        [limit, own = m_ownName(), cursor](std::vector<From<Items>> lists, const Reply& answer) {
            BoundedList items(limit);
            ListCursor next;
            for (const auto& [share, list] : lists)
                takeInOrder(
                    share, list, Bytes(), items, *cursor, next,
                    [&own](const ShareName& name, const ConflictItem& item) { return conflictJson(name, item, own); },
                    [](const ConflictItem& item) { return item.cursor; });
            answerList(answer, QStringLiteral("conflicts"), items.items(), next);
        });
}

void ShareMethods::resolve(const QJsonObject& params, const Reply& reply)
{
    static const std::map<QString, KeepChoice> kChoices{{QStringLiteral("this"), KeepChoice::This},
                                                        {QStringLiteral("that"), KeepChoice::That},
                                                        {QStringLiteral("both"), KeepChoice::Both}};
    const auto keep = kChoices.find(params.value(QLatin1String("keep")).toString());
    const auto path = takePath(params, QStringLiteral("path"));
    if (keep == kChoices.end() || !path) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("\"path\" must name a conflict copy, and \"keep\" be \"this\", \"that\" or \"both\""));
        return;
    }
    if (HeldShare* const held = runningShare(params, reply))
        held->share->resolve(*path, keep->second, answerPath(reply));
}

void ShareMethods::archive(const QJsonObject& params, const Reply& reply)
{
    const auto cursor = cursorOf(params, reply);
    if (!cursor)
        return;
    ArchiveQuery query;
    query.path = takePath(params, QStringLiteral("path")).value_or(Bytes());
    query.search = textOf(params, QLatin1String("search"));
    query.limit = limitOf(params);
    const auto shares = sharesFrom(params, reply, *cursor);
    if (!shares)
        return;
    ask<ArchivePage>(
        *shares, reply,
        [query, cursor](HeldShare& held, auto slot) {
            ArchiveQuery own = query;
            own.after = textIn(*cursor, held.id());
            held.share->archive(own, slot);
        },
        [limit = query.limit, cursor](std::vector<From<ArchivePage>> pages, const Reply& answer) {
            BoundedList items(limit);
            ListCursor next;
            for (const auto& [share, page] : pages)
                takeInOrder(share, page.versions, page.next, items, *cursor, next, archivedJson,
                            [](const ArchivedVersion& version) { return version.archived; });
            answerList(answer, QStringLiteral("versions"), items.items(), next);
        });
}

void ShareMethods::restore(const QJsonObject& params, const Reply& reply)
{
    const auto archived = takePath(params, QStringLiteral("archived"));
    if (!archived) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("\"archived\" is missing: the name of a version, as \"archive\" tells it"));
        return;
    }
    if (HeldShare* const held = runningShare(params, reply))
        held->share->restore(*archived, takePath(params, QStringLiteral("to")), answerPath(reply));
}

void ShareMethods::ignoreTest(const QJsonObject& params, const Reply& reply)
{
    // A slash at the end says that a directory is meant.
    const Bytes plain = textOf(params, QLatin1String("path"));
    const Bytes path = params.contains(QLatin1String("path_base64"))
                           ? takePath(params, QStringLiteral("path")).value_or(Bytes())
                           : plain;
    std::vector<HeldShare*> shares = namedShares(m_shares, params);
    if (path.starts_with('/'))
        std::erase_if(shares, [&path](const HeldShare* held) {
            return !held->isUp() || !(path + "/").starts_with(held->share->settings().dir + "/");
        });
    if (path.empty() || shares.empty()) {
        refuse(reply, CallErrorCode::InvalidParams,
               path.empty() ? QStringLiteral("\"path\" is missing")
                            : QStringLiteral("no folder of this instance that is in use contains it"));
        return;
    }
    ask<IgnoreVerdict>(
        shares, reply, [path](HeldShare& held, auto slot) { held.share->ignoreTest(path, slot); },
        [](std::vector<From<IgnoreVerdict>> verdicts, const Reply& reply_) {
            const auto found = std::find_if(verdicts.begin(), verdicts.end(),
                                            [](const auto& verdict) { return verdict.second.ignored; });
            const auto& [share, verdict] = found == verdicts.end() ? verdicts.front() : *found;
            QJsonObject answer = verdictJson(verdict);
            putPath(answer, QStringLiteral("share_dir"), share.dir);
            reply_(answer);
        });
}

void ShareMethods::tryIgnoreList(const QJsonObject& params, const Reply& reply)
{
    const QJsonArray listed = params.value(QLatin1String("paths")).toArray();
    if (!params.value(QLatin1String("text")).isString() || listed.size() > qsizetype{kMaxLimit}) {
        refuse(reply, CallErrorCode::InvalidParams,
               QStringLiteral("\"text\" must be the whole list, and \"paths\" have at most %1 paths").arg(kMaxLimit));
        return;
    }
    std::vector<Bytes> paths;
    for (const QJsonValue& path : listed)
        paths.push_back(path.toString().toStdString());
    HeldShare* const held = runningShare(params, reply);
    if (!held)
        return;
    held->share->tryIgnoreList(textOf(params, QLatin1String("text")), std::move(paths),
                               [reply](const Result<IgnoreTrial>& trial) {
                                   if (!trial) {
                                       refuse(reply, trial.error());
                                       return;
                                   }
                                   QJsonArray verdicts;
                                   for (const IgnoreVerdict& verdict : trial->verdicts)
                                       verdicts.append(verdictJson(verdict));
                                   QJsonObject answer{{QStringLiteral("verdicts"), verdicts}};
                                   if (!trial->mistake.empty())
                                       answer.insert(QStringLiteral("mistake"), shownText(trial->mistake));
                                   reply(answer);
                               });
}

void ShareMethods::ignoreList(const QJsonObject& params, const Reply& reply)
{
    HeldShare* const held = runningShare(params, reply);
    if (!held)
        return;
    held->share->ignoreList([reply](Result<Bytes> list) {
        if (!list)
            refuse(reply, list.error());
        else
            reply(QJsonObject{{QStringLiteral("text"), QString::fromStdString(*list)}});
    });
}

void ShareMethods::setIgnoreList(const QJsonObject& params, const Reply& reply)
{
    if (!params.value(QLatin1String("text")).isString()) {
        refuse(reply, CallErrorCode::InvalidParams, QStringLiteral("\"text\" is missing: the whole list"));
        return;
    }
    HeldShare* const held = runningShare(params, reply);
    if (!held)
        return;
    held->share->setIgnoreList(textOf(params, QLatin1String("text")), [reply](Result<void> done) {
        if (!done)
            refuse(reply, done.error());
        else
            reply(QJsonObject());
    });
}

} // namespace shoal::engine
