// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/overview_pane.h"

#include "desktop/models/share_list_model.h"
#include "desktop/models/words.h"
#include "desktop/ui/rate_chart.h"

#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

constexpr int kBarSteps = 1000;

QLabel* makeValue(QWidget* parent)
{
    auto* const label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void nameRow(QFormLayout& form, QWidget* field, const QString& text)
{
    if (auto* const label = qobject_cast<QLabel*>(form.labelForField(field)))
        label->setText(text);
}

} // namespace

OverviewPane::OverviewPane(const PageContext& context, QWidget* parent)
    : SharePane(parent), m_context(context), m_form(new QFormLayout), m_state(makeValue(this)),
      m_progress(new QProgressBar(this)), m_content(makeValue(this)), m_peers(makeValue(this)),
      m_permission(makeValue(this)), m_archive(makeValue(this)), m_guarantees(makeValue(this)),
      m_chart(new RateChart(context.rates, this))
{
    m_progress->setRange(0, kBarSteps);
    for (QWidget* field : std::initializer_list<QWidget*>{m_state, m_progress, m_content, m_peers, m_permission,
                                                          m_archive, m_guarantees})
        m_form->addRow(new QLabel(this), field);
    // What may be long, and only that: a label that may wrap takes room for two lines.
    for (QLabel* sentence : {m_state, m_guarantees})
        sentence->setWordWrap(true);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(m_form);
    column->addSpacing(fontMetrics().height() / 2);
    column->addWidget(m_chart, 1);
    connect(&context.peers, &models::LivePeers::updated, this, &OverviewPane::showShare);
    retranslate();
}

QString OverviewPane::title() const
{
    return tr("Overview");
}

void OverviewPane::setShown(bool) {}

void OverviewPane::setShare(const models::Share& share)
{
    if (share.id != m_share.id)
        m_chart->setShare(share.id);
    m_share = share;
    showShare();
}

void OverviewPane::showShare()
{
    const models::Share& share = m_share;
    m_state->setText(share.reason.isEmpty() ? models::stateInWords(share) : share.reason.inWords());
    m_form->setRowVisible(m_progress, share.isUnderWay());
    m_progress->setValue(static_cast<int>(models::partDone(share) * kBarSteps));
    m_content->setText(
        tr("%1 in %2", "content of a share: files, folders")
            .arg(models::contentInWords(share), tr("%n folder(s)", nullptr, static_cast<int>(share.directories))));
    m_peers->setText(models::peersInWords(share, m_context.peers.countOf(share.id)));
    m_form->setRowVisible(m_peers, !m_peers->text().isEmpty());
    m_permission->setText(share.canWrite ? tr("Read-write: changes made here go to all devices")
                                         : tr("Read-only: changes made here stay here"));
    m_archive->setText(share.archiveBytes > 0 ? models::sizeInWords(share.archiveBytes) : tr("Empty"));
    m_guarantees->setText(models::inWords(share.guarantees));
    m_form->setRowVisible(m_guarantees, !share.guarantees.isEmpty());
}

void OverviewPane::retranslate()
{
    nameRow(*m_form, m_state, tr("State:"));
    nameRow(*m_form, m_progress, tr("Progress:"));
    m_progress->setAccessibleName(tr("Progress"));
    nameRow(*m_form, m_content, tr("Content:"));
    nameRow(*m_form, m_peers, tr("Devices:"));
    nameRow(*m_form, m_permission, tr("Permission:"));
    nameRow(*m_form, m_archive, tr("Archive:"));
    nameRow(*m_form, m_guarantees, tr("Good to know:"));
    showShare();
}

} // namespace shoal::ui
