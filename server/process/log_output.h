// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QString>
#include <QtGlobal>

#include <mutex>

namespace shoal::process {

// Receives the messages of the whole process from its construction to its destruction; one at a time. A message is one
// line:
//   2026-01-02T03:04:05.678Z info shoal.net: text
// to standard error, or to a file (mode 0640) that grows to a limit, becomes FILE.old and begins anew; where it cannot
// get that name, its older half goes. systemd's journal gets the level as a priority, and no time. What would break the
// line or a terminal is escaped. Messages come from any thread.
class LogOutput
{
public:
    explicit LogOutput(const Clock& clock);
    ~LogOutput();
    LogOutput(const LogOutput&) = delete;
    LogOutput& operator=(const LogOutput&) = delete;

    // Everything from now on goes to `path`, appended. `maxBytes` 0: it may grow for ever. Where it cannot be opened,
    // all stays as it was.
    Result<void> writeTo(const Bytes& path, int64_t maxBytes);
    void writeToStandardError();
    // Messages go to a file, where nobody sees them who started us by hand.
    bool isFile() const { return !m_path.empty(); }
    // After somebody moved the file away. Where it cannot be opened, the old one stays in use.
    Result<void> reopen();
    // Put before each line to standard error, which several processes may write to. Before there is another thread.
    void setPrefix(const Bytes& prefix) { m_prefix = prefix; }
    // Debug messages of our own categories too.
    void setVerbose(bool verbose);

private:
    static void receive(QtMsgType type, const QMessageLogContext& context, const QString& text);
    void write(QtMsgType type, const char* category, const QString& text);
    Bytes lineOf(QtMsgType type, const char* category, const QString& text) const;
    Result<void> openFile(const Bytes& path);
    void rotate();
    Result<void> keepNewerHalf();

    const Clock& m_clock;
    const bool m_isJournal; // what standard error is
    QtMessageHandler m_previous;
    std::mutex m_mutex;
    Bytes m_prefix;
    Bytes m_path; // empty: standard error
    int m_file = 2;
    int64_t m_size = 0;
    int64_t m_maxBytes = 0;
};

} // namespace shoal::process
