// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/folder_field.h"

#include "desktop/ui/note_line.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

using models::FolderReport;

NoteLine::Kind kindOf(FolderReport::Weight weight)
{
    switch (weight) {
    case FolderReport::Weight::Refusal:
        return NoteLine::Kind::Error;
    case FolderReport::Weight::Warning:
        return NoteLine::Kind::Warning;
    case FolderReport::Weight::Note:
        break;
    }
    return NoteLine::Kind::Note;
}

// Where choosing begins: as deep as the path exists.
QString startOf(QString path)
{
    while (!path.isEmpty() && !QFileInfo(path).isDir() && path != QFileInfo(path).path())
        path = QFileInfo(path).path();
    return QDir::isAbsolutePath(path) ? path : QDir::homePath();
}

} // namespace

FolderField::FolderField(models::Instance& instance, QWidget* parent)
    : QWidget(parent), m_instance(instance), m_edit(new QLineEdit), m_browse(new QPushButton), m_notes(new QVBoxLayout)
{
    auto* const row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_browse);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addLayout(m_notes);
    setFocusProxy(m_edit);
    m_edit->setLayoutDirection(Qt::LeftToRight); // a path reads so in every language
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_report = {};
        look();
        Q_EMIT pathChanged();
        Q_EMIT judged();
    });
    connect(m_browse, &QPushButton::clicked, this, &FolderField::browse);
    connect(&m_check, &models::FolderCheck::finished, this, &FolderField::tell);
    connect(&m_instance, &models::Instance::attached, this, &FolderField::askForShares);
    connect(&m_instance, &models::Instance::changed, this, [this](const QString& share, const QStringList& topics) {
        if (share.isEmpty() && topics.contains(QLatin1String("status")))
            askForShares();
    });
    retranslate();
    askForShares();
}

QString FolderField::path() const
{
    const QString text = m_edit->text().trimmed();
    if (text == QLatin1String("~") || text.startsWith(QLatin1String("~/")))
        return QDir::cleanPath(QDir::homePath() + text.mid(1));
    return text.isEmpty() ? text : QDir::cleanPath(text);
}

void FolderField::setPath(const QString& path)
{
    m_edit->setText(path);
}

bool FolderField::isUsable() const
{
    return !m_report.path.isEmpty() && m_report.path == path() && m_report.canBeShared();
}

bool FolderField::isMissing() const
{
    return m_report.has(FolderReport::Finding::Missing);
}

void FolderField::askForShares()
{
    m_instance.call(QStringLiteral("status"), {}, this, [this](const Result<QJsonObject>& status) {
        if (!status)
            return; // add_share knows them anyway
        m_shared.clear();
        for (const QJsonValue share : status->value(QLatin1String("shares")).toArray())
            m_shared.append(share[QLatin1String("dir")].toString());
        look();
    });
}

void FolderField::look()
{
    if (path().isEmpty())
        tell({});
    else
        m_check.start(path(), m_shared);
}

void FolderField::tell(const FolderReport& report)
{
    if (report.path != path())
        return; // somebody goes on typing
    m_report = report;
    // Lines are kept, so that the page does not flicker while somebody types.
    for (int i = 0; i < std::max<int>(m_notes->count(), static_cast<int>(report.items.size())); ++i) {
        if (i == m_notes->count())
            m_notes->addWidget(new NoteLine(this));
        auto* const line = qobject_cast<NoteLine*>(m_notes->itemAt(i)->widget());
        if (i < report.items.size())
            line->say(kindOf(FolderReport::weightOf(report.items[i].finding)), FolderReport::sentence(report.items[i]));
        else
            line->clear();
    }
    Q_EMIT judged();
}

void FolderField::browse()
{
    auto* const dialog = new QFileDialog(this, tr("Choose a Folder"), startOf(path()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &FolderField::setPath);
    dialog->open();
}

void FolderField::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        tell(FolderReport(m_report));
    }
    QWidget::changeEvent(event);
}

void FolderField::retranslate()
{
    m_edit->setAccessibleName(tr("Folder"));
    m_browse->setText(tr("&Browse…"));
    m_browse->setAccessibleName(tr("Choose a folder"));
}

} // namespace shoal::ui
