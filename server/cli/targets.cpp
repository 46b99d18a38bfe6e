// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/targets.h"

#include "server/cli/answer.h"

namespace shoal::cli {

namespace {

Question toShare(const Call& call, const Place& place)
{
    QJsonObject params = call.params;
    params.insert(QStringLiteral("share"), QString::fromStdString(place.dir));
    return {place.socket, call.method, params};
}

Result<std::vector<Question>> toPath(const Call& call, const Place& place, Bytes path, bool wasFound)
{
    if (path.starts_with(call.pathPrefix))
        path.erase(0, call.pathPrefix.size());
    else if (wasFound)
        return fail(ErrorCode::NotFound, printable(path) + " is not below " + printable(place.dir) + '/' +
                                             call.pathPrefix + "; with --share its name there will do");
    Question question = toShare(call, place);
    if (call.absolutePath)
        path = path.empty() ? place.dir : place.dir + '/' + path;
    if (!path.empty())
        insertPath(question.params, call.pathMember, path);
    return std::vector<Question>{question};
}

Result<std::vector<Place>> sharesMeant(const Call& call, const std::vector<Place>& places)
{
    auto found = call.share ? placesNamed(places, *call.share) : Result<std::vector<Place>>(places);
    if (!found || found->size() == 1 || (call.reach == Reach::Everyone && !call.path))
        return found;
    if (found->empty())
        return fail(ErrorCode::NotFound, "no folder is shared here");
    const Bytes choices = listOf(*found);
    return fail(ErrorCode::InvalidArgument,
                call.share ? printable(*call.share) + " is held more than once; name it by its folder:\n" + choices
                           : "there are several shares; name the one you mean:\n" + choices);
}

Result<std::vector<Question>> targetsOfPath(const Call& call, const std::vector<Place>& places)
{
    if (!call.share || call.path->starts_with('/')) {
        auto found = placeOfPath(places, *call.path);
        if (!found)
            return fail(found.error());
        return toPath(call, found->place, found->path, true);
    }
    const auto found = sharesMeant(call, places);
    if (!found)
        return fail(found.error());
    return toPath(call, found->front(), *call.path, false);
}

Result<std::vector<Question>> theInstance(const Call& call, const std::vector<InstanceAnswer>& statuses)
{
    if (statuses.size() == 1)
        return std::vector<Question>{{statuses[0].socket, call.method, call.params}};
    Bytes choices;
    for (const InstanceAnswer& status : statuses)
        choices += "\n  " + (status.result ? textIn(objectIn(*status.result, "device"), "name") + "  " : Bytes()) +
                   printable(status.socket);
    return fail(ErrorCode::InvalidArgument, "several instances run; name one with --instance:" + choices);
}

} // namespace

Call callOf(const char* method, QJsonObject params, std::optional<Bytes> share, Reach reach)
{
    Call call;
    call.method = QString::fromLatin1(method);
    call.params = std::move(params);
    call.share = std::move(share);
    call.reach = reach;
    return call;
}

bool needsStatus(const Call& call, const std::vector<Bytes>& sockets)
{
    return call.share || call.path || call.reach == Reach::OneShare ||
           (call.reach == Reach::OneInstance && sockets.size() > 1);
}

Result<std::vector<Question>> targetsOf(const Call& call, const std::vector<InstanceAnswer>& statuses)
{
    const auto places = placesIn(statuses);
    if (call.path)
        return targetsOfPath(call, places);
    if (call.reach == Reach::OneInstance)
        return theInstance(call, statuses);
    const auto shares = sharesMeant(call, places);
    if (!shares)
        return fail(shares.error());
    std::vector<Question> questions;
    for (const Place& place : *shares)
        questions.push_back(toShare(call, place));
    return questions;
}

} // namespace shoal::cli
