// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.server.storage;

import java.io.IOException;

import org.apache.skywalking.banyandb.property.v1.BanyandbProperty.Property;
import org.apache.skywalking.oap.server.core.management.ui.template.UITemplate;
import org.apache.skywalking.oap.server.core.query.input.DashboardSetting;
import org.apache.skywalking.oap.server.core.query.type.TemplateChangeStatus;
import org.apache.skywalking.oap.server.library.util.BooleanUtils;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.BanyanDBStorageClient;
import org.apache.skywalking.oap.server.storage.plugin.banyandb.BanyanDBUITemplateManagementDAO;

/**
 * Dashboards in BanyanDB, in place of upstream's class: there, a change of a dashboard that does not exist writes a part of one, over which every later
 * question for dashboards fails, and disabling one changes nothing.
 */
public final class BanyanDbTemplates extends BanyanDBUITemplateManagementDAO {

    public BanyanDbTemplates(BanyanDBStorageClient client) {
        super(client);
    }

    /** A dashboard that does not exist is not changed, which the other storages do not tell of either. */
    @Override
    public TemplateChangeStatus changeTemplate(DashboardSetting setting) {
        try {
            return find(setting.getId()) == null ? TemplateChangeStatus.builder().status(true).id(setting.getId()).build() : super.changeTemplate(setting);
        } catch (IOException e) {
            return TemplateChangeStatus.builder().status(false).id(setting.getId()).message("Can't change an existed template").build();
        }
    }

    @Override
    public TemplateChangeStatus disableTemplate(String id) throws IOException {
        var property = find(id);
        if (property == null) {
            return TemplateChangeStatus.builder().status(false).id(id).message("Can't find the template").build();
        }
        var template = parse(property);
        template.setDisabled(BooleanUtils.TRUE);
        getClient().define(applyStatus(template));
        return TemplateChangeStatus.builder().status(true).id(id).build();
    }

    /** What a server without this class may have written. */
    @Override
    public UITemplate parse(Property property) {
        var template = super.parse(property);
        if (template.getDisabled() == null) {
            template.setDisabled(BooleanUtils.TRUE);
        }
        return template;
    }

    /** Null where there is none, for which BanyanDB 0.7 has a property without tags. */
    private Property find(String id) throws IOException {
        var property = getClient().queryProperty(GROUP, UITemplate.INDEX_NAME, id);
        return property == null || property.getTagsCount() == 0 ? null : property;
    }
}
