// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/reopen_advice.h"

namespace shoal::engine {

namespace {

model::Wording adviceFor(ErrorCode code)
{
    using model::Wording;
    switch (code) {
    case ErrorCode::NotFound:
        return Wording::DoMakeFolderAvailable;
    case ErrorCode::NoSpace:
        return Wording::DoMakeRoomOrQuota;
    case ErrorCode::ReadOnly:
        return Wording::DoMountDiskWritable;
    case ErrorCode::PermissionDenied:
        return Wording::DoGiveAccess;
    case ErrorCode::TooManyFiles:
        return Wording::DoRaiseOpenFilesOfUnit;
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
        return Wording::DoPutRight;
    case ErrorCode::Busy:
        return Wording::DoEndOther;
    case ErrorCode::Corrupt:
        return Wording::DoNothingJoinedAnew;
    case ErrorCode::Unsupported:
    case ErrorCode::CrossDevice:
        return Wording::DoUseOtherFileSystem;
    case ErrorCode::Changed:
    case ErrorCode::Io:
    case ErrorCode::Protocol:
    case ErrorCode::Closed:
        break;
    }
    return Wording::DoDiskMayFail;
}

// Where it matters which disk is meant.
bool isAboutPlaces(model::Wording advice)
{
    using model::Wording;
    return advice == Wording::DoMakeRoomOrQuota || advice == Wording::DoMountDiskWritable ||
           advice == Wording::DoGiveAccess || advice == Wording::DoEndOther ||
           advice == Wording::DoUseOtherFileSystem || advice == Wording::DoDiskMayFail;
}

} // namespace

model::Sentence reopenAdvice(const Error& error, const Bytes& dir, const Bytes& indexPath)
{
    const model::Wording wording = adviceFor(error.code);
    model::Sentence advice = wording;
    if (isAboutPlaces(wording))
        advice += {model::Wording::DoPlaces, {dir, indexPath.substr(0, indexPath.rfind('/'))}};
    return advice + model::Wording::DoTriedEvery10s;
}

} // namespace shoal::engine
