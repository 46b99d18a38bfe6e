// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/private_file.h"

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace shoal::models {

namespace {

Error errnoError(const QString& path, const char* what)
{
    return systemError(errno, std::string(what) + ' ' + printable(QFile::encodeName(path).toStdString()));
}

} // namespace

PrivateFile::PrivateFile(QString path) : m_path(std::move(path)), m_file(m_path + QLatin1String(".part")) {}

PrivateFile::~PrivateFile()
{
    if (m_isMade)
        m_file.remove();
}

Error PrivateFile::fault(ErrorCode code, const char* what) const
{
    return {code, std::string(what) + ' ' + printable(QFile::encodeName(m_path).toStdString()) + ": " +
                      m_file.errorString().toStdString()};
}

Result<void> PrivateFile::create(IfThere ifThere)
{
    if (ifThere == IfThere::Refuse && QFile::exists(m_path))
        return fail(ErrorCode::AlreadyExists, printable(QFile::encodeName(m_path).toStdString()) + " exists already");
    QFile::remove(m_file.fileName()); // of an attempt that was killed
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return fail(fault(ErrorCode::Io, "cannot write"));
    m_isMade = true;
    return {};
}

QString PrivateFile::reason() const
{
    return m_file.error() == QFile::NoError ? QString() : m_file.errorString();
}

// A device that somebody else has closed is opened once more: what it holds has to be on the disk before its name is.
Result<void> PrivateFile::commit()
{
    if (m_file.isOpen())
        m_file.flush();
    if (m_file.error() != QFile::NoError || (!m_file.isOpen() && !m_file.open(QIODevice::ReadOnly)))
        return fail(fault(ErrorCode::Io, "cannot write"));
    if (::fsync(m_file.handle()) != 0)
        return fail(errnoError(m_path, "cannot write"));
    m_file.close();
    if (std::rename(QFile::encodeName(m_file.fileName()).constData(), QFile::encodeName(m_path).constData()) != 0)
        return fail(errnoError(m_path, "cannot write"));
    m_isMade = false;
    return {};
}

Result<void> PrivateFile::write(const QString& path, const QByteArray& content, IfThere ifThere)
{
    PrivateFile file(path);
    if (auto created = file.create(ifThere); !created)
        return created;
    if (file.device().write(content) != content.size())
        return fail(file.fault(ErrorCode::Io, "cannot write"));
    return file.commit();
}

} // namespace shoal::models
