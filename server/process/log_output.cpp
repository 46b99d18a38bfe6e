// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/log_output.h"

#include "server/process/standard_error.h"

#include <QLoggingCategory>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::process {

namespace {

// Qt's message handler is a plain function: this is where it finds the object.
std::atomic<LogOutput*> g_output{nullptr};

ByteView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        break;
    }
    return "fatal";
}

Bytes timeText(int64_t wallNs)
{
    const time_t seconds = static_cast<time_t>(wallNs / 1'000'000'000);
    const int milliseconds = static_cast<int>(wallNs / 1'000'000 % 1'000);
    tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> day{};
    std::array<char, 8> fraction{};
    const size_t dayLength = std::strftime(day.data(), day.size(), "%Y-%m-%dT%H:%M:%S", &utc);
    const int fractionLength = std::snprintf(fraction.data(), fraction.size(), ".%03dZ", milliseconds);
    return Bytes(day.data(), dayLength) + Bytes(fraction.data(), static_cast<size_t>(fractionLength));
}

void writeAll(int file, ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        // A full disk must not stop the work; there is nowhere else to say so.
        if (written <= 0)
            return;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
}

} // namespace

LogOutput::LogOutput(const Clock& clock) : m_clock(clock), m_isJournal(isJournal())
{
    g_output = this;
    m_previous = qInstallMessageHandler(&LogOutput::receive);
}

LogOutput::~LogOutput()
{
    qInstallMessageHandler(m_previous);
    g_output = nullptr;
    if (m_file > STDERR_FILENO)
        ::close(m_file);
}

Result<void> LogOutput::writeTo(const Bytes& path, int64_t maxBytes)
{
    const std::lock_guard lock(m_mutex);
    if (auto opened = openFile(path); !opened)
        return opened;
    m_path = path;
    m_maxBytes = maxBytes;
    return {};
}

void LogOutput::writeToStandardError()
{
    const std::lock_guard lock(m_mutex);
    m_path.clear();
    if (m_file > STDERR_FILENO)
        ::close(m_file);
    m_file = STDERR_FILENO;
}

Result<void> LogOutput::reopen()
{
    const std::lock_guard lock(m_mutex);
    return m_path.empty() ? Result<void>{} : openFile(m_path);
}

void LogOutput::setVerbose(bool verbose)
{
    QLoggingCategory::setFilterRules(verbose ? QStringLiteral("shoal.*.debug=true") : QString());
}

void LogOutput::receive(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (LogOutput* output = g_output)
        output->write(type, context.category, text);
}

void LogOutput::write(QtMsgType type, const char* category, const QString& text)
{
    const std::lock_guard lock(m_mutex);
    const Bytes line = lineOf(type, category, text);
    writeAll(m_file, line);
    m_size += static_cast<int64_t>(line.size());
    if (!m_path.empty() && m_maxBytes > 0 && m_size >= m_maxBytes)
        rotate();
}

Bytes LogOutput::lineOf(QtMsgType type, const char* category, const QString& text) const
{
    const Bytes told = Bytes(category ? category : "default") + ": " + printable(text.toStdString()) + "\n";
    if (m_path.empty() && m_isJournal)
        return Bytes(priorityMark(type)) + m_prefix + told;
    return (m_path.empty() ? m_prefix : Bytes()) + timeText(m_clock.wallNs()) + " " + Bytes(levelName(type)) + " " +
           told;
}

Result<void> LogOutput::openFile(const Bytes& path)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0640);
    if (file < 0)
        return fail(systemError(errno, "cannot open the log file " + printable(path)));
    if (m_file > STDERR_FILENO)
        ::close(m_file);
    m_file = file;
    struct stat status
    {};
    m_size = ::fstat(file, &status) == 0 ? int64_t{status.st_size} : 0;
    return {};
}

void LogOutput::rotate()
{
    const bool moved = std::rename(m_path.c_str(), (m_path + ".old").c_str()) == 0;
    // An instance that gave up root may write into its log, but not change names beside it.
    if (moved ? !openFile(m_path) : !keepNewerHalf())
        m_size = 0; // it goes on growing, and is tried again after as much again
}

Result<void> LogOutput::keepNewerHalf()
{
    const int file = ::open(m_path.c_str(), O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct stat status
    {};
    Bytes kept(static_cast<size_t>(m_maxBytes / 2), '\0');
    const bool isRead = file >= 0 && ::fstat(file, &status) == 0 && status.st_size > m_maxBytes / 2 &&
                        ::pread(file, kept.data(), kept.size(), status.st_size - m_maxBytes / 2) == m_maxBytes / 2;
    if (isRead && ::ftruncate(file, 0) == 0) {
        kept.erase(0, kept.find('\n') + 1); // begins with a whole line
        writeAll(file, kept);
    }
    if (file >= 0)
        ::close(file);
    return isRead ? openFile(m_path) : fail(ErrorCode::Io, "");
}

} // namespace shoal::process
