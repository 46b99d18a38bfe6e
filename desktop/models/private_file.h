// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <QFile>
#include <QString>

namespace shoal::models {

// A new file that nobody but its owner can read (mode 0600), from its first byte on. It gets its name when it is
// complete: until then it is NAME.part, and goes if it is given up. Blocking; one thread at a time.
class PrivateFile
{
public:
    enum class IfThere { Refuse, Replace };

    explicit PrivateFile(QString path);
    ~PrivateFile();
    PrivateFile(const PrivateFile&) = delete;
    PrivateFile& operator=(const PrivateFile&) = delete;

    // AlreadyExists when `path` is there and is not to be replaced.
    Result<void> create(IfThere ifThere = IfThere::Refuse);
    // To write to, after create(); may be closed before commit().
    QFile& device() { return m_file; }
    // Why writing failed, empty: it did not.
    QString reason() const;
    // Flushes it and gives it its name.
    Result<void> commit();

    // All at once.
    static Result<void> write(const QString& path, const QByteArray& content, IfThere ifThere = IfThere::Refuse);

private:
    Error fault(ErrorCode code, const char* what) const;

    const QString m_path;
    QFile m_file;
    bool m_isMade = false;
};

} // namespace shoal::models
