// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/standard_error.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::process {

bool isJournal()
{
    const char* const stream = std::getenv("JOURNAL_STREAM");
    struct stat status
    {};
    return stream && ::fstat(STDERR_FILENO, &status) == 0 &&
           std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) == stream;
}

ByteView priorityMark(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "<7>";
    case QtInfoMsg:
        return "<6>";
    case QtWarningMsg:
        return "<4>";
    case QtCriticalMsg:
        return "<3>";
    case QtFatalMsg:
        break;
    }
    return "<2>";
}

void complain(const Bytes& prefix, const Bytes& text)
{
    const Bytes start = (isJournal() ? Bytes(priorityMark(QtCriticalMsg)) : Bytes()) + prefix;
    Bytes lines = start + text;
    for (size_t end = lines.find('\n'); end != Bytes::npos; end = lines.find('\n', end + 1 + start.size()))
        lines.insert(end + 1, start);
    std::fprintf(stderr, "%s\n", lines.c_str());
}

} // namespace shoal::process
