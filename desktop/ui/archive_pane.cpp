// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/archive_pane.h"

#include "desktop/ui/icons.h"
#include "desktop/ui/searched_table.h"
#include "desktop/ui/table.h"

#include <QInputDialog>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

using models::ArchivedVersion;
using models::ArchiveModel;

ArchivePane::ArchivePane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_context(context), m_model(context.instance, context.clock),
      m_found(new SearchedTable(m_model, ArchiveModel::File, this)), m_done(new QLabel(this)),
      m_restore(new QPushButton(this)), m_restoreAs(new QPushButton(this))
{
    m_found->table().setColumnChars(ArchiveModel::ArchivedAt, 22);
    m_found->table().setColumnChars(ArchiveModel::Size, 12);
    m_done->setTextFormat(Qt::PlainText);
    m_done->setWordWrap(true);
    m_restore->setIcon(glyphIcon(Glyph::Restore));
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_found, 1);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_done, 1);
    row->addWidget(m_restoreAs);
    row->addWidget(m_restore);
    column->addLayout(row);
    connect(m_found, &SearchedTable::searchChanged, &m_model, &ArchiveModel::setSearch);
    connect(&m_model, &ArchiveModel::conditionChanged, this, &ArchivePane::showCondition);
    connect(&m_found->table(), &Table::selectionChanged, this, &ArchivePane::showCondition);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ArchivePane::showCondition);
    connect(m_restore, &QPushButton::clicked, this, &ArchivePane::restore);
    connect(m_restoreAs, &QPushButton::clicked, this, &ArchivePane::restoreAs);
    retranslate();
}

void ArchivePane::setShare(const models::Share& share)
{
    if (share.id != m_share.id) {
        m_done->clear();
        m_model.setShare(share.id);
    } else if (share.state != m_share.state) {
        m_model.refresh();
    }
    m_share = share;
}

QString ArchivePane::title() const
{
    return tr("Archive");
}

void ArchivePane::setShown(bool shown)
{
    m_model.setShown(shown);
}

void ArchivePane::showCondition()
{
    const bool isChosen = m_found->table().currentRow() >= 0;
    m_restore->setEnabled(isChosen);
    m_restoreAs->setEnabled(isChosen);
    m_found->showCondition(m_model);
}

void ArchivePane::restore()
{
    // What is at its place goes to the archive in exchange: nothing to be asked about.
    if (const int row = m_found->table().currentRow(); row >= 0)
        give(m_model.at(row), QString());
}

void ArchivePane::restoreAs()
{
    const int row = m_found->table().currentRow();
    if (row < 0)
        return;
    auto* const dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Restore as"));
    dialog->setLabelText(tr("Path in the share:"));
    dialog->setTextValue(m_model.at(row).path.shown);
    dialog->setOkButtonText(tr("Restore"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, version = m_model.at(row)](const QString& to) {
        if (!to.isEmpty())
            give(version, to);
    });
    dialog->open();
}

void ArchivePane::give(const ArchivedVersion& version, const QString& to)
{
    QJsonObject params{{QStringLiteral("share"), m_share.id}};
    models::putPath(params, QStringLiteral("archived"), version.archived);
    if (!to.isEmpty())
        params.insert(QStringLiteral("to"), to);
    m_done->clear();
    m_context.orders.give(QStringLiteral("restore"), params, this, [this](const QJsonObject& answer) {
        m_done->setText(tr("Restored: %1").arg(models::textIn(answer, "path")));
        m_model.refresh();
    });
}

void ArchivePane::retranslate()
{
    m_found->setTexts({tr("Search in paths"), tr("Search in the archive"), tr("Archived versions"),
                       tr("The archive cannot be shown"), tr("The archive is empty"),
                       tr("When a file is replaced or deleted by another device, its old version is kept here "
                          "for a while."),
                       tr("The archive has nothing with “%1” in its path.")});
    m_restore->setText(tr("&Restore"));
    m_restore->setToolTip(tr("Puts the version where it was; what is there now goes to the archive"));
    m_restoreAs->setText(tr("Restore &as…"));
    m_model.retranslate();
    showCondition();
}

} // namespace shoal::ui
